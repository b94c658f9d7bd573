/// Goes through the text of a file once, byte by byte, for its outline.
///
/// It is written for speed without optimisation: pointers, no closures, and strings only for the names that are found.
struct OutlineScanner {
    private(set) var names: Set<String> = []
    private(set) var extended: Set<String> = []
    private(set) var aliases: Set<String> = []
    private(set) var hasGlobalEffects = false

    let bytes: UnsafePointer<UInt8>
    let count: Int
    private let blanked: UnsafeMutablePointer<UInt8>
    var position = 0
    var braces = 0
    var parentheses = 0

    /// What the next name is that of.
    var expected = Expectation.nothing
    /// While the names of variables or cases are listed: how many parentheses and braces are around the list.
    var list: (parentheses: Int, braces: Int)?
    /// What the next opening brace begins.
    var next = Opening.other
    var signatureDepth = 0
    private var hasSubscript = false
    private var hasMutatingGetter = false

    enum Expectation {
        case nothing
        case name
        case function
        case extended
        case alias
    }

    enum Opening {
        /// The body of a function.
        case body
        /// The body of an initializer, which says what a class reads.
        case initializer
        /// The accessors of a variable, the body of its getter, or a closure that is its value.
        case accessors
        case other
    }

    init(_ bytes: UnsafePointer<UInt8>, count: Int, blanking blanked: UnsafeMutablePointer<UInt8>) {
        self.bytes = bytes
        self.count = count
        self.blanked = blanked
    }

    func byte(_ offset: Int) -> UInt8 { offset < count ? bytes[offset] : 0 }

    func isWordByte(_ byte: UInt8) -> Bool {
        // Letters, digits, `_`, `$`, and everything that is not ASCII.
        byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F
            || byte == 0x24 || byte >= 0x80
    }

    /// Finds everything there is.
    ///
    /// - Returns: whether the text was understood.
    mutating func scan() -> Bool {
        while position < count {
            let current = bytes[position]
            if current <= 0x20 {
                position += 1
            } else if isWordByte(current) {
                word()
            } else if current == UInt8(ascii: "{") {
                guard opening() else { return false }
            } else if current == UInt8(ascii: "`") {
                position += 1
            } else {
                guard skip(current) else { return false }
            }
        }
        if hasSubscript, hasMutatingGetter { hasGlobalEffects = true }
        return braces == 0 && parentheses == 0
    }

    // MARK: Words

    private mutating func word() {
        let start = position
        while position < count, isWordByte(bytes[position]) { position += 1 }
        guard byte(position) != UInt8(ascii: "`"), start == 0 || bytes[start - 1] != UInt8(ascii: ".") else {
            if expected != .nothing { declare(start) }
            return
        }
        guard expected != .nothing else { return keyword(start) }
        declare(start)
        // `class func`, `case let`; all other words may be names.
        let length = position - start
        if matches("func", start, length) || matches("var", start, length) || matches("let", start, length)
            || matches("subscript", start, length)
        {
            keyword(start)
        }
    }

    private mutating func declare(_ start: Int) {
        let buffer = UnsafeBufferPointer(start: bytes + start, count: position - start)
        let name = String(decoding: buffer, as: UTF8.self)
        names.insert(name)
        switch expected {
        case .extended: extended.insert(name)
        case .alias where braces == 0: aliases.insert(name)
        default: break
        }
        if expected == .extended, byte(position) == UInt8(ascii: ".") {
            position += 1
        } else {
            if expected == .extended, byte(position) == UInt8(ascii: "?") { extend("Optional") }
            expected = .nothing
        }
    }

    /// The function of an operator. A `<` at its end may begin generic parameters.
    mutating func declareOperator() {
        var end = position
        while byte(end) > 0x20, !isWordByte(byte(end)), byte(end) != UInt8(ascii: "(") { end += 1 }
        while end > position {
            let buffer = UnsafeBufferPointer(start: bytes + position, count: end - position)
            names.insert(String(decoding: buffer, as: UTF8.self))
            end -= 1
            guard bytes[end] == UInt8(ascii: "<") else { break }
        }
    }

    mutating func extend(_ name: String) {
        names.insert(name)
        extended.insert(name)
    }

    private mutating func keyword(_ start: Int) {
        let length = position - start
        switch bytes[start] {
        case UInt8(ascii: "f") where matches("func", start, length): function(.function)
        case UInt8(ascii: "i") where matches("init", start, length):
            function(.nothing)
            next = .initializer
        case UInt8(ascii: "d") where matches("deinit", start, length) || matches("didSet", start, length):
            function(.nothing)
        case UInt8(ascii: "w") where matches("willSet", start, length): function(.nothing)
        case UInt8(ascii: "g") where matches("get", start, length): function(.nothing)
        case UInt8(ascii: "g") where matches("globalActor", start, length): hasGlobalEffects = true
        case UInt8(ascii: "_") where matches("_read", start, length) || matches("_modify", start, length):
            function(.nothing)
        case UInt8(ascii: "s"):
            if matches("struct", start, length) {
                type()
            } else if matches("set", start, length) {
                function(.nothing)
            } else if matches("subscript", start, length) {
                hasSubscript = true
                variable()
                expected = .nothing
            }
        case UInt8(ascii: "e") where matches("enum", start, length): type()
        case UInt8(ascii: "e") where matches("extension", start, length):
            type()
            expected = .extended
        case UInt8(ascii: "c") where matches("class", start, length): type()
        case UInt8(ascii: "c") where matches("case", start, length):
            variable()
            next = .other
        case UInt8(ascii: "a") where matches("actor", start, length): type()
        case UInt8(ascii: "p") where matches("protocol", start, length): type()
        case UInt8(ascii: "p") where matches("precedencegroup", start, length):
            type()
            hasGlobalEffects = true
        case UInt8(ascii: "o") where matches("operator", start, length): hasGlobalEffects = true
        case UInt8(ascii: "t") where matches("typealias", start, length):
            type()
            expected = .alias
        case UInt8(ascii: "l") where matches("let", start, length): variable()
        case UInt8(ascii: "v") where matches("var", start, length): variable()
        case UInt8(ascii: "m") where matches("mutating", start, length): mutating()
        default: break
        }
    }

    private mutating func mutating() {
        var start = position
        while byte(start) != 0, byte(start) <= 0x20 { start += 1 }
        // Methods and setters do not count.
        if byte(start) != UInt8(ascii: "f"), byte(start) != UInt8(ascii: "s") { hasMutatingGetter = true }
    }

    private func matches(_ keyword: StaticString, _ start: Int, _ length: Int) -> Bool {
        guard length == keyword.utf8CodeUnitCount else { return false }
        let letters = keyword.utf8Start
        var offset = 0
        while offset < length {
            if bytes[start + offset] != letters[offset] { return false }
            offset += 1
        }
        return true
    }

    private mutating func function(_ name: Expectation) {
        expected = name
        list = nil
        next = .body
        signatureDepth = parentheses
    }

    private mutating func variable() {
        expected = .name
        list = (parentheses, braces)
        next = .accessors
        signatureDepth = parentheses
    }

    private mutating func type() {
        expected = .name
        list = nil
        next = .other
    }

    // MARK: Braces

    private mutating func opening() -> Bool {
        expected = .nothing
        let isBlank = next == .body || next == .accessors && !beginsAccessors(position + 1)
        guard isBlank || next == .initializer, parentheses == signatureDepth else {
            if parentheses == signatureDepth { next = .other }
            braces += 1
            position += 1
            return true
        }
        next = .other
        let start = position + 1
        guard skipNested() else { return false }
        var offset = start
        while isBlank, offset < position - 1 {
            if bytes[offset] != 0x0A, bytes[offset] != 0x0D { blanked[offset] = 0x20 }
            offset += 1
        }
        return true
    }

    /// Whether accessors may follow, rather than the body of a getter.
    private func beginsAccessors(_ start: Int) -> Bool {
        var start = start
        while start < count, bytes[start] <= 0x20 { start += 1 }
        // A comment, or an attribute of an accessor.
        if byte(start) == UInt8(ascii: "/") || byte(start) == UInt8(ascii: "@") { return true }
        var end = start
        while end < count, isWordByte(bytes[end]) { end += 1 }
        let word = String(decoding: UnsafeBufferPointer(start: bytes + start, count: end - start), as: UTF8.self)
        return Self.accessors.contains(word)
    }

    private static let accessors: Set<String> = [
        "get", "set", "willSet", "didSet", "_read", "_modify", "read", "modify", "yielding", "borrow", "mutate", "init",
        "unsafeAddress", "unsafeMutableAddress", "mutating", "nonmutating", "consuming", "borrowing", "__consuming",
        "nonisolated", "isolated", "async",
    ]
}
