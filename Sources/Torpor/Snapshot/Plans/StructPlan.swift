/// A scalar of which there is nothing but its item: what holds it codes it.
final class ScalarPlan: ValuePlan, @unchecked Sendable {
    private let kind: RecordFields.Step.Kind

    override init(_ type: Any.Type) {
        kind = RecordFields.Step.Kind(type)
        super.init(type)
    }

    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        switch kind {
        case .integer: writer.buffer.append(integer: value.load(as: Int.self))
        case .double: writer.buffer.append(double: value.load(as: Double.self))
        case .bool: writer.buffer.append(bool: value.load(as: Bool.self))
        case .string: writer.buffer.append(string: value.assumingMemoryBound(to: String.self))
        case .other: return false
        }
        return true
    }

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        func put<Value>(_ value: Value?) -> Bool {
            guard let value else { return false }
            place.initializeMemory(as: Value.self, to: value)
            return true
        }
        switch kind {
        case .integer: return put(reader.integer(Int.self))
        case .double: return put(reader.double())
        case .bool: return put(reader.bool())
        case .string: return put(reader.string())
        case .other: return false
        }
    }
}

/// A struct.
final class StructPlan: ValuePlan, @unchecked Sendable {
    /// Set once, before anybody else has the plan: a struct may hold lists of others of its type.
    var fields = RecordFields(.init(start: nil, count: 0))

    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        writer.session.budget.nested { fields.write(value, to: writer) }
    }

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        reader.document.budget.nested { fields.read(into: place, from: &reader) }
    }
}

extension StackBudget {
    /// Goes one value deeper, with another stack if this one is used up.
    ///
    /// - Returns: what the body returns; false if that is too deep.
    @inline(__always)
    func nested(_ body: () -> Bool) -> Bool {
        defer { leave() }
        guard enter() else { return false }
        return isSpent ? elsewhere(body) : body()
    }

    @inline(never)
    private func elsewhere(_ body: () -> Bool) -> Bool {
        (try? extended(body)) ?? false
    }
}
