import Foundation

/// Makes the plan of a type from what the Swift runtime says of it, together with those of all types that are reached from
/// its values.
struct PlanBuilder {
    /// What is in a field of a record.
    struct Field {
        let type: Any.Type
        /// Whether it is left out if it is nil.
        let isOptional: Bool
        /// How the field, or what is in the optional, is coded.
        let content: ValuePlan
    }

    private var plans: [ObjectIdentifier: ValuePlan] = [:]
    /// All that were made: of a type that is reached from itself there may be two.
    private var made: [ValuePlan] = []
    /// Whether a type was met that has texts or lists.
    private var isFixed = true

    /// The plan of a type.
    ///
    /// - Parameter type: a type with coding that is synthesized, or a list of such.
    /// - Returns: nil if there is none.
    static func plan<Value>(for type: Value.Type) -> ValuePlan? {
        guard type is any SynthesizedCoding.Type || type is any PlannedList.Type, isPossible else { return nil }
        var builder = PlanBuilder()
        guard let plan = builder.plan(type) else { return nil }
        plan.complete(isFixed: builder.isFixed, ordinary: StorageTraits(unplanned: type))
        // They refer to each other, and are kept for good.
        for plan in builder.made { _ = Unmanaged.passRetained(plan) }
        return plan
    }

    /// Whether the descriptions can be read: on 64 bits, where no function pointers are signed.
    private static let isPossible: Bool = {
        #if _ptrauth(_arm64e)
        return false
        #else
        return MemoryLayout<Int>.size == 8 && ListLayout.isKnown && IndirectPayload.isKnown
        #endif
    }()

    private mutating func plan(_ type: Any.Type) -> ValuePlan? {
        if let known = plans[ObjectIdentifier(type)] { return known }
        guard let plan = make(type) else { return nil }
        keep(plan)
        return plan
    }

    private mutating func keep(_ plan: ValuePlan) {
        plans[ObjectIdentifier(plan.type)] = plan
        made.append(plan)
    }

    private mutating func make(_ type: Any.Type) -> ValuePlan? {
        let key = ObjectIdentifier(type)
        if let make = Self.known[key] {
            if !Self.isNumber(type) { isFixed = false }
            return make()
        }
        guard ValueWitnesses(type).isBitwise else { return nil }
        if let list = type as? any PlannedList.Type {
            isFixed = false
            return plan(list.element).map(list.plan)
        }
        if let optional = type as? any PlannedOptional.Type {
            // An optional in an optional has a mark.
            guard !(optional.content is any PlannedOptional.Type) else { return nil }
            return plan(optional.content).map { OptionalPlan(type, $0) }
        }
        guard type is any SynthesizedCoding.Type, type is any Codable.Type, !(type is any Hibernatable.Type) else {
            return nil
        }
        if type is any RawRepresentable.Type { return rawValues(type) }
        return TypeFields.isEnum(type) ? enumeration(type) : structure(type)
    }

    // MARK: Structs

    private mutating func structure(_ type: Any.Type) -> ValuePlan? {
        guard let fields = TypeFields.fields(of: type) else { return nil }
        let plan = StructPlan(type)
        // It may be reached from itself.
        keep(plan)
        guard let steps = steps(fields.map { ($0.name, $0.type, $0.offset, $0.isSpelledOptional) }) else { return nil }
        plan.fields = RecordFields(steps)
        return plan
    }

    private mutating func steps(
        _ fields: [(name: String, type: Any.Type, offset: Int, isSpelledOptional: Bool)]
    ) -> UnsafeBufferPointer<RecordFields.Step>? {
        var found: [(key: String, field: Field, offset: Int)] = []
        for field in fields {
            let optional = field.type as? any PlannedOptional.Type
            // An optional that a parameter of the type stands for is not left out.
            guard !field.name.isEmpty, !field.name.contains("$"), field.isSpelledOptional == (optional != nil) else {
                return nil
            }
            if optional != nil, optional?.content is any PlannedOptional.Type { return nil }
            guard let content = plan(optional?.content ?? field.type) else { return nil }
            found.append(
                (field.name, Field(type: field.type, isOptional: optional != nil, content: content), field.offset)
            )
        }
        guard Set(found.map(\.key)).count == found.count else { return nil }
        return RecordFields.Step.make(found)
    }

    // MARK: Enums

    private mutating func enumeration(_ type: Any.Type) -> ValuePlan? {
        guard let cases = TypeFields.cases(of: type), !cases.isEmpty else { return nil }
        let plan = EnumPlan(type)
        keep(plan)
        var found: [EnumPlan.Case] = []
        for element in cases {
            var payload: RecordFields?
            if let content = element.payload {
                guard let parts = parts(of: content, element.isSpelledOptional) else { return nil }
                payload = RecordFields(parts)
            }
            guard !element.name.isEmpty else { return nil }
            let key = [CBORByte.emptyMap + 1] + Self.encoded(element.name)
            let room = Self.padded(key)
            let bits = Self.bits(key.count)
            found.append(
                EnumPlan.Case(
                    key: room,
                    keyCount: key.count,
                    first: UnsafeRawPointer(room).loadUnaligned(as: UInt64.self) & bits,
                    firstBits: bits,
                    payload: payload,
                    payloadAlignment: element.payload.map { ValueWitnesses($0).alignment } ?? 1,
                    indirect: element.isIndirect
                        ? element.payload.map { .passRetained(IndirectPayload.make($0)) } : nil
                )
            )
        }
        let kept = UnsafeMutableBufferPointer<EnumPlan.Case>.allocate(capacity: found.count)
        _ = kept.initialize(from: found)
        plan.cases = UnsafeBufferPointer(kept)
        return plan
    }

    /// The parts of a payload: those of a tuple, or the only one.
    private mutating func parts(
        of payload: Any.Type,
        _ isSpelledOptional: Bool
    ) -> UnsafeBufferPointer<RecordFields.Step>? {
        guard let tuple = TupleLayout(payload) else { return steps([("_0", payload, 0, isSpelledOptional)]) }
        guard !tuple.types.isEmpty, let labels = tuple.labels else { return nil }
        return steps(
            tuple.types.indices.map { index in
                let type = tuple.types[index]
                let name = labels[index].isEmpty ? "_\(index)" : labels[index]
                return (name, type, tuple.offsets[index], type is any PlannedOptional.Type)
            }
        )
    }

    private func rawValues(_ type: Any.Type) -> ValuePlan? {
        guard TypeFields.isEnum(type), let cases = TypeFields.cases(of: type), !cases.isEmpty, cases.count <= 64,
            cases.allSatisfy({ $0.payload == nil }), let type = type as? any Codable.Type
        else { return nil }
        let witnesses = ValueWitnesses(type)
        func item<Value: Codable>(_ type: Value.Type, _ tag: Int) -> [UInt8]? {
            withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { place in
                witnesses.inject(tag, UnsafeMutableRawPointer(place.baseAddress!))
                let value = place.baseAddress!.move()
                return (try? CBOREncoder().encode({ try $0.writeScope(value, nil) }, into: { Data($0) })).map {
                    [UInt8]($0)
                }
            }
        }
        let items = cases.indices.compactMap { item(type, $0) }
        guard items.count == cases.count, Set(items).count == items.count else { return nil }
        return RawValuePlan(type, items: items)
    }

    // MARK: Keys

    /// A key as an item.
    static func encoded(_ key: String) -> [UInt8] {
        var buffer = CBORBuffer()
        buffer.append(text: key)
        return Array(buffer.bytes)
    }

    /// Bytes that are kept for good, with sixteen zeros behind them.
    static func padded(_ bytes: [UInt8]) -> UnsafePointer<UInt8> {
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 16)
        room.initialize(repeating: 0, count: bytes.count + 16)
        room.update(from: bytes, count: bytes.count)
        return UnsafePointer(room)
    }

    /// The bits of a word of memory that the first bytes are in.
    static func bits(_ count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        return count >= 8 ? .max : ((UInt64(1) << UInt64(8 * count)) - 1).littleEndian
    }

    // MARK: Simple types

    private static func isNumber(_ type: Any.Type) -> Bool {
        type is any Numeric.Type || type is Bool.Type
    }

    nonisolated(unsafe) private static let known: [ObjectIdentifier: () -> ValuePlan] = {
        var known: [ObjectIdentifier: () -> ValuePlan] = [:]
        func number<Number: FixedWidthInteger & Codable>(_ type: Number.Type) {
            known[ObjectIdentifier(type)] = { NumberPlan<Number>(Number.self) }
        }
        func value<Value: Codable>(_ type: Value.Type) {
            known[ObjectIdentifier(type)] = { KnownPlan<Value>(Value.self) }
        }
        for type in [Int.self, Double.self, Bool.self, String.self] as [Any.Type] {
            known[ObjectIdentifier(type)] = { ScalarPlan(type) }
        }
        number(Int8.self)
        number(Int16.self)
        number(Int32.self)
        number(Int64.self)
        number(UInt.self)
        number(UInt8.self)
        number(UInt16.self)
        number(UInt32.self)
        number(UInt64.self)
        value(Int128.self)
        value(UInt128.self)
        value(Float.self)
        value(Data.self)
        value(Date.self)
        value(UUID.self)
        value(URL.self)
        value(Decimal.self)
        value([Int].self)
        value([Double].self)
        value([String].self)
        value([UInt8].self)
        value([String: Int].self)
        value([String: Double].self)
        value([String: Bool].self)
        value([String: String].self)
        return known
    }()
}
