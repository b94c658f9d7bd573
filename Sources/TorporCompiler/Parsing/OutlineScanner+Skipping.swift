// What has no names in it: punctuation, comments, literals, and all that is in the braces of a function.

extension OutlineScanner {
    /// Goes behind what the brace or parenthesis here opens, without looking for names in it.
    mutating func skipNested() -> Bool {
        let (outerBraces, outerParentheses, outerNext, outerExpected) = (braces, parentheses, next, expected)
        repeat {
            while position < count, isWordByte(bytes[position]) || bytes[position] <= 0x20 { position += 1 }
            guard position < count else { return false }
            let current = bytes[position]
            if current == UInt8(ascii: "{") {
                braces += 1
                position += 1
            } else if current == UInt8(ascii: "`") {
                position += 1
            } else {
                guard skip(current) else { return false }
            }
        } while braces > outerBraces || parentheses > outerParentheses
        (next, expected) = (outerNext, outerExpected)
        return braces == outerBraces && parentheses == outerParentheses
    }

    /// Goes behind punctuation, a comment or a literal.
    mutating func skip(_ current: UInt8) -> Bool {
        switch current {
        case UInt8(ascii: "/"):
            if byte(position + 1) == UInt8(ascii: "/") {
                while position < count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
                return true
            }
            if byte(position + 1) == UInt8(ascii: "*") { return skipComment() }
            guard !mayBeginRegex else { return false }
        case UInt8(ascii: "\""): return skipString(hashes: 0)
        case UInt8(ascii: "#"):
            var hashes = 0
            while byte(position + hashes) == UInt8(ascii: "#") { hashes += 1 }
            if byte(position + hashes) == UInt8(ascii: "/") { return false }
            if byte(position + hashes) == UInt8(ascii: "\"") {
                position += hashes
                return skipString(hashes: hashes)
            }
        case UInt8(ascii: "("), UInt8(ascii: "["):
            if expected == .extended, current == UInt8(ascii: "[") {
                extend("Array")
                extend("Dictionary")
            }
            parentheses += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
        case UInt8(ascii: "}"):
            braces -= 1
            // A closure in the parameters of a function does not end its signature.
            if parentheses <= signatureDepth { next = .other }
            guard braces >= 0 else { return false }
        case UInt8(ascii: ","):
            if let list, list == (parentheses, braces) {
                expected = .name
                position += 1
                return true
            }
        default: break
        }
        if expected == .function { declareOperator() }
        expected = .nothing
        position += 1
        return true
    }

    /// Whether a slash may be the beginning of a regular expression: nothing in front of it, but something behind.
    private var mayBeginRegex: Bool {
        let following = byte(position + 1)
        guard following > 0x20, following != UInt8(ascii: "=") else { return false }
        guard position > 0 else { return true }
        let before = bytes[position - 1]
        return !(isWordByte(before) || before == UInt8(ascii: ")") || before == UInt8(ascii: "]"))
    }

    private mutating func skipComment() -> Bool {
        var depth = 0
        repeat {
            guard position < count else { return false }
            if byte(position) == UInt8(ascii: "/"), byte(position + 1) == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if byte(position) == UInt8(ascii: "*"), byte(position + 1) == UInt8(ascii: "/") {
                depth -= 1
                position += 2
            } else {
                position += 1
            }
        } while depth > 0
        return true
    }

    /// Goes behind a string literal, whose first quote is here.
    private mutating func skipString(hashes: Int) -> Bool {
        let quote = UInt8(ascii: "\"")
        let isMultiline = byte(position + 1) == quote && byte(position + 2) == quote
        position += isMultiline ? 3 : 1
        while position < count {
            let current = bytes[position]
            if current == quote {
                guard !isMultiline || byte(position + 1) == quote && byte(position + 2) == quote else {
                    position += 1
                    continue
                }
                let end = position + (isMultiline ? 3 : 1)
                if hasHashes(hashes, at: end) {
                    position = end + hashes
                    expected = .nothing
                    return true
                }
                position += 1
            } else if current == UInt8(ascii: "\\"), hasHashes(hashes, at: position + 1) {
                position += 1 + hashes
                guard byte(position) == UInt8(ascii: "(") else {
                    position += 1
                    continue
                }
                guard skipNested() else { return false }
            } else {
                if !isMultiline, current == 0x0A || current == 0x0D { return false }
                position += 1
            }
        }
        return false
    }

    private func hasHashes(_ hashes: Int, at start: Int) -> Bool {
        var offset = 0
        while offset < hashes {
            if byte(start + offset) != UInt8(ascii: "#") { return false }
            offset += 1
        }
        return true
    }
}
