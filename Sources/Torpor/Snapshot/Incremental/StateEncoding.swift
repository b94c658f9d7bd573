/// One encoding of an execution's state in parts, of which those that are in the earlier state as well are not encoded.
final class StateEncoding {
    /// Values of fewer bytes are not kept: to look for them would take as long as to encode them.
    static let threshold = 128

    /// A piece of the payload whose place has to be known.
    struct Part {
        enum Role {
            /// The list of the activations.
            case list
            case activation(Int)
            /// Activations that have not been resumed.
            case activations(Range<Int>)
            case value(KeptValue)
        }

        let role: Role
        /// What was written; nil if it has not changed.
        let content: CBORWriter?
        /// Where the earlier payload has it, if it has not changed.
        let origin: Range<Int>
        let checksum: UInt32
        let hasObjects: Bool
    }

    private(set) var parts: [Part] = []
    private(set) var functions: FunctionTable
    /// How many functions are known after each of the activations that may have been resumed.
    private var functionCounts: [Int] = []
    /// How many activations, counted from the first, have certainly not been resumed.
    let untouched: Int
    private let earlier: TrackedState?
    private let identity: ValueIdentity
    private var pool: [KeptKey: [KeptChunk]] = [:]
    /// In a value that is kept nothing is.
    private(set) var isInValue = false

    /// - Parameters:
    ///   - stack: the activations.
    ///   - root: the first function.
    ///   - earlier: the state that is known.
    ///   - untouched: how many activations have not been resumed since.
    init(
        _ stack: [AnyActivation],
        root: FunctionRecord,
        since earlier: TrackedState?,
        untouched: Int,
        _ identity: ValueIdentity
    ) {
        self.earlier = earlier
        self.untouched = min(untouched, stack.count)
        self.identity = identity
        functions = earlier?.functions ?? FunctionTable(root: root)
        functions.keep(self.untouched > 0 ? earlier!.activations[self.untouched - 1].functionCount : 1)
        for activation in stack[self.untouched...] {
            functions.add(activation)
            functionCounts.append(functions.records.count)
        }
        guard let earlier else { return }
        for (index, activation) in zip(self.untouched..., earlier.activations[self.untouched...]) {
            offer(activation, startingAt: earlier.start(of: index))
        }
        for index in earlier.withObjects where index < self.untouched {
            offer(earlier.activations[index], startingAt: earlier.start(of: index))
        }
    }

    private func offer(_ activation: TrackedActivation, startingAt start: Int) {
        for var chunk in activation.chunks {
            chunk.offset += start
            pool[chunk.value.key, default: []].append(chunk)
        }
    }

    /// How many functions are known after an activation.
    func functionCount(at index: Int) -> Int {
        if index < untouched { return earlier!.activations[index].functionCount }
        return functionCounts[index - untouched]
    }

    // MARK: The stack

    /// Writes the list of the activations, those that were resumed at least.
    func write(_ stack: [AnyActivation], to encoder: CBORValueEncoder) throws {
        let list = CBORWriter(encoder.writer.session)
        list.buffer.append(.array, UInt64(stack.count))
        var next = 0
        // Objects are numbered over the whole payload: whoever mentions one has to be there.
        for index in earlier?.withObjects ?? [] where index < untouched {
            keep(next..<index, in: list)
            try write(stack[index], index, in: list, encoder)
            next = index + 1
        }
        keep(next..<untouched, in: list)
        for index in untouched..<stack.count { try write(stack[index], index, in: list, encoder) }
        try encoder.writer.beginSingle(encoder.scope)
        encoder.writer.mention(part: add(.list, list))
    }

    private func write(
        _ activation: AnyActivation,
        _ index: Int,
        in list: CBORWriter,
        _ encoder: CBORValueEncoder
    ) throws {
        let place = (encoder.writer, Int(encoder.scope.index), CBORKey(intValue: index) as (any CodingKey)?)
        let content = CBORWriter(encoder.writer.session, parent: place)
        try content.write(activation, function: functions.index(of: activation))
        let hasObjects = content.patches.contains { !CBORWriter.isPart(at: content.buffer.base + $0) }
        list.mention(part: add(.activation(index), content, hasObjects: hasObjects))
    }

    private func keep(_ range: Range<Int>, in list: CBORWriter) {
        guard !range.isEmpty, let earlier else { return }
        let bytes = earlier.start(of: range.lowerBound)..<earlier.start(of: range.upperBound)
        let before = range.lowerBound == 0 ? 0 : earlier.activations[range.lowerBound - 1].checksum
        let whole = earlier.activations[range.upperBound - 1].checksum
        let checksum = Checksum.second(of: whole, behind: before, count: bytes.count)
        list.mention(part: add(.activations(range), nil, origin: bytes, checksum))
    }

    // MARK: Values

    /// Writes a value that is worth being kept, or finds that it has not changed.
    ///
    /// - Returns: false, with nothing written, for all other values.
    func write<Value: Encodable>(_ value: Value, _ key: (any CodingKey)?, in writer: CBORWriter) throws -> Bool {
        guard !isInValue, identity.isKept(Value.self), (value as! any CollectionStorage).extent >= 16 else {
            return false
        }
        if let chunk = take(value) {
            mention(chunk, in: writer)
        } else {
            let content = CBORWriter(writer.session, parent: (writer, writer.scopes.count - 1, key ?? writer.itemKey))
            try inValue { try content.writeNested(value, nil) }
            append(content, KeptCopy(value), in: writer)
        }
        return true
    }

    /// Writes a long text.
    func write(_ text: String, in writer: CBORWriter) {
        if isInValue {
            writer.buffer.append(text: text)
        } else if let chunk = take(text) {
            mention(chunk, in: writer)
        } else {
            let content = CBORWriter(writer.session)
            content.buffer.append(text: text)
            append(content, KeptCopy(text), in: writer)
        }
    }

    /// Writes the elements that are left to a loop.
    ///
    /// - Returns: false, with nothing written, where they may change.
    func write<Elements>(_ iterator: RemainingIterator<Elements>, to encoder: CBORValueEncoder) throws -> Bool {
        guard !isInValue, identity.isDecided(by: Elements.self), identity.isDecided(by: Elements.Element.self) else {
            return false
        }
        let writer = encoder.writer
        if let (chunk, count) = try take(iterator, writer) {
            try writer.beginSingle(encoder.scope)
            writer.buffer.append(.array, UInt64(count))
            mention(chunk, in: writer)
            return true
        }
        let content = CBORWriter(writer.session, parent: (writer, Int(encoder.scope.index), nil))
        let list = RemainingIterator.torporList(iterator)
        let count = try inValue { try KeptRemainder<Elements>.write(list, to: content) }
        try writer.beginSingle(encoder.scope)
        writer.buffer.append(.array, UInt64(count))
        append(content, KeptRemainder(iterator, count: count), in: writer)
        return true
    }

    private func inValue<Result>(_ body: () throws -> Result) rethrows -> Result {
        isInValue = true
        defer { isInValue = false }
        return try body()
    }

    /// Mentions what was written of a value, or puts it in place if it is short or not only the value's.
    private func append(_ content: CBORWriter, _ value: KeptValue, in writer: CBORWriter) {
        if content.buffer.count >= Self.threshold, content.patches.isEmpty {
            return writer.mention(part: add(.value(value), content))
        }
        for patch in content.patches { writer.patches.append(patch + writer.buffer.count) }
        writer.buffer.append(content.buffer.base, count: content.buffer.count)
    }

    private func mention(_ chunk: KeptChunk, in writer: CBORWriter) {
        let origin = chunk.offset..<chunk.offset + chunk.count
        writer.mention(part: add(.value(chunk.value), nil, origin: origin, chunk.checksum))
    }

    // Each place in the earlier payload is used once, so that a patch repeats nothing.

    private func take<Value: Encodable>(_ value: Value) -> KeptChunk? {
        take(KeptCopy.key(value)) { haveSameBits(($0 as! KeptCopy<Value>).value, value) }
    }

    private func take(_ key: KeptKey, where matches: (KeptValue) -> Bool) -> KeptChunk? {
        guard let index = pool[key]?.firstIndex(where: { matches($0.value) }) else { return nil }
        return pool[key]!.remove(at: index)
    }

    /// Finds what a value that has changed may have been before: a value of its type, in some part of the earlier payload,
    /// that is nowhere now.
    ///
    /// - Returns: where it was, and its bytes.
    func takePredecessor(of value: KeptValue, in range: Range<Int>) -> (offset: Int, bytes: CBORWriter)? {
        var best: (key: KeptKey, index: Int, offset: Int)?
        for (key, chunks) in pool {
            for (index, chunk) in chunks.enumerated() where type(of: chunk.value) == type(of: value) {
                guard range.contains(chunk.offset), best.map({ chunk.offset < $0.offset }) ?? true else { continue }
                best = (key, index, chunk.offset)
            }
        }
        guard let best else { return nil }
        let chunk = pool[best.key]!.remove(at: best.index)
        let session = CBOREncodingSession(userInfo: [:])
        defer { session.end() }
        let writer = CBORWriter(session)
        guard (try? chunk.value.write(to: writer)) != nil else { return nil }
        var checksum = Checksum()
        checksum.update(writer.buffer.bytes)
        guard writer.buffer.count == chunk.count, checksum.value == chunk.checksum else { return nil }
        return (chunk.offset, writer)
    }

    /// Finds what is left to a loop in what was left to it before: all but the elements that it has gone on by.
    private func take<Elements>(
        _ iterator: RemainingIterator<Elements>,
        _ writer: CBORWriter
    ) throws -> (KeptChunk, count: Int)? {
        let key = KeptRemainder.key(iterator)
        guard
            let chunk = take(key, where: { ($0 as! KeptRemainder<Elements>).distance(to: iterator) != nil })
        else { return nil }
        let kept = chunk.value as! KeptRemainder<Elements>
        let passed = kept.distance(to: iterator)!
        let scratch = CBORWriter(writer.session)
        try inValue {
            func write(_ list: some Sequence<Elements.Element>) throws {
                try KeptRemainder<Elements>.write(list.prefix(passed), to: scratch)
            }
            try write(RemainingIterator.torporList(kept.iterator))
        }
        var checksum = Checksum()
        checksum.update(scratch.buffer.bytes)
        let count = chunk.count - scratch.buffer.count
        guard count >= Self.threshold else { return nil }
        let rest = KeptChunk(
            value: KeptRemainder(iterator, count: kept.count - passed),
            offset: chunk.offset + scratch.buffer.count,
            count: count,
            checksum: Checksum.second(of: chunk.checksum, behind: checksum.value, count: count)
        )
        return (rest, kept.count - passed)
    }

    // MARK: Parts

    private func add(
        _ role: Part.Role,
        _ content: CBORWriter?,
        origin: Range<Int> = 0..<0,
        _ checksum: UInt32 = 0,
        hasObjects: Bool = false
    ) -> Int {
        parts.append(
            Part(role: role, content: content, origin: origin, checksum: checksum, hasObjects: hasObjects)
        )
        return parts.count - 1
    }

    /// What was written of a part; nil if it has not changed.
    func content(of part: Int) -> CBORWriter? {
        parts[part].content
    }

    /// A part as it is written, changed or not: to put the elements of a set in order, say.
    func writer(of part: Int, _ session: CBOREncodingSession) -> CBORWriter {
        if let content = parts[part].content { return content }
        guard case .value(let value) = parts[part].role else { preconditionFailure("activations are in no set") }
        let own = CBOREncodingSession(userInfo: [:])
        defer { own.end() }
        let writer = CBORWriter(own)
        do { try value.write(to: writer) } catch { session.failure = error }
        return writer
    }

    /// Forgets what was written, which refers back here.
    func end() {
        parts = []
        pool = [:]
    }
}

extension CBORWriter {
    /// Writes a long text, or finds that it has not changed.
    @inline(never)
    func writeKept(_ text: String) {
        session.state!.write(text, in: self)
    }
}

/// Where in what is put together the parts are.
final class PartRecord {
    enum Event {
        case begin(Int)
        case end(Int)
        case unchanged(Int)
    }

    private let encoding: StateEncoding
    private(set) var events: [(offset: Int, event: Event)] = []

    init(_ encoding: StateEncoding) {
        self.encoding = encoding
    }

    func begin(_ part: Int, at offset: Int) {
        events.append((offset, .begin(part)))
    }

    func end(_ part: Int, at offset: Int) {
        events.append((offset, .end(part)))
    }

    /// Whether a part is left out, because it has not changed.
    func skips(_ part: Int, at offset: Int) -> Bool {
        guard encoding.content(of: part) == nil else { return false }
        events.append((offset, .unchanged(part)))
        return true
    }
}
