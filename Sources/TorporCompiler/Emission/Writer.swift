/// Writes Swift: scaffolding at an indentation of its own, and the user's code at the user's lines and columns.
struct Writer {
    private(set) var text = ""
    private var depth = 0
    private let path: String
    /// The line of the user's file that the compiler takes the next line for; nil in scaffolding.
    private var userLine: Int?
    /// Statements of scaffolding that are still to be written, on as few lines as they fit on.
    private var pending: [String] = []
    /// How far in they are.
    private var pendingDepth = 0
    /// What they come after, on the same line.
    private var label: String?
    /// The last line that was written, if it can be gone on with, and how many characters there is room for.
    private var open: (joint: Joint, room: Int)?

    /// How long lines of scaffolding may be that hold more than one statement.
    static let width = 120

    /// Makes a writer.
    ///
    /// - Parameter path: the user's file, for line directives.
    init(path: String) {
        self.path = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// Writes a line of scaffolding.
    mutating func line(_ string: String = "") {
        flush()
        reset()
        guard !string.isEmpty else {
            text += "\n"
            return
        }
        write(string, indentedBy: depth * 4)
    }

    private mutating func write(_ string: String, indentedBy count: Int) {
        text += Self.spaces(count)
        text += string
        text += "\n"
    }

    private static func spaces(_ count: Int) -> String {
        count < indentations.count ? indentations[count] : String(repeating: " ", count: count)
    }

    private static let indentations = (0..<64).map { String(repeating: " ", count: $0) }

    /// Writes a statement of scaffolding that spans lines; what closes a block around it can share the last.
    mutating func statement(_ lines: [String]) {
        for line in lines { self.line(line) }
        guard let last = lines.last?.lastLine.last, !last.isEmpty, !last.holds("//") else { return }
        open = (.end, Self.width - last.width - depth * 4)
    }

    /// Writes the head of a `switch`: its first label goes on the same line, if there is room.
    mutating func opening(_ string: String) {
        line(string)
        open = (.opening, Self.width - string.width - depth * 4)
    }

    /// Writes lines one level further in, between two lines of scaffolding.
    mutating func block(_ opening: String, _ closing: String = "}", body: (inout Writer) -> Void) {
        line(opening)
        indented(body)
        close(closing)
    }

    /// Writes statements one level further in, between two lines of scaffolding.
    ///
    /// - Parameter first: the first of them: on the line of the opening, if there is room.
    mutating func block(
        _ opening: String,
        beginningWith first: String,
        _ closing: String,
        body: (inout Writer) -> Void
    ) {
        let whole = "\(opening) \(first)"
        let room = Self.width - whole.width - depth * 4
        guard room >= 0 else {
            return block(opening, closing) { writer in
                writer.statement(first)
                body(&writer)
            }
        }
        line(whole)
        open = (.end, room)
        indented(body)
        close(closing)
    }

    mutating func indented(_ body: (inout Writer) -> Void) {
        indent()
        body(&self)
        outdent()
    }

    mutating func indent() { depth += 1 }

    mutating func outdent() { depth -= 1 }

    // MARK: Statements that share lines

    /// Writes a statement of scaffolding; it shares its line with those before and after it, if there is room.
    mutating func statement(_ string: String) {
        if pending.isEmpty, label == nil { pendingDepth = depth }
        pending.append(string)
    }

    /// Writes the label of a `case`, which the statements of scaffolding that follow share a line with.
    mutating func label(_ string: String) {
        // The first label goes on the line of the `switch`.
        if open?.joint != .opening || label != nil { flush() }
        label = string
        pendingDepth = depth
    }

    private mutating func flush() {
        let open = open
        self.open = nil
        guard !pending.isEmpty || label != nil else { return }
        let (statements, first) = (pending, label)
        (pending, label) = ([], nil)
        // What does not fit on the line of what comes before goes on below, further in than a label.
        let indentation = (pendingDepth + (first == nil ? 0 : 1)) * 4
        var room: Int?
        var separator = " "
        if let first {
            room = write(label: first, behind: open)
        } else if let open, let joint = open.joint.separator {
            (room, separator) = (open.room, joint)
        }
        let width = Self.width - indentation
        var lines = statements.filled(to: width, separator: "; ", used: room.map { width - $0 + separator.utf8.count })
        if room != nil {
            let joined = lines.removeFirst()
            if !joined.isEmpty { append(separator + joined) }
        }
        if lines.isEmpty { return }
        reset()
        for line in lines { write(line, indentedBy: indentation) }
    }

    /// Writes the label of a `case`: the first on the line of the `switch`, if there is room.
    ///
    /// - Returns: how much room is left.
    private mutating func write(label: String, behind open: (joint: Joint, room: Int)?) -> Int {
        let width = label.width
        if let open, open.joint == .opening, width < open.room {
            append(" " + label)
            return open.room - width - 1
        }
        reset()
        write(label, indentedBy: pendingDepth * 4)
        return Self.width - width - pendingDepth * 4
    }

    /// The last line that was written.
    private var lastLine: Substring {
        let newline = UInt8(ascii: "\n")
        let line = text.utf8.dropLast()
        return Substring(line.lastIndex(of: newline).map { line[line.index(after: $0)...] } ?? line)
    }

    /// Goes on with the last line.
    private mutating func append(_ string: String) {
        text.removeLast()
        text += string
        text += "\n"
    }

    /// Closes braces: on the line of what comes before them, if that is scaffolding or shares a line with it.
    mutating func close(_ braces: String = "}") {
        guard !pending.isEmpty else {
            guard label == nil, let open, open.joint == .statement || open.joint == .end, open.room > braces.utf8.count
            else { return line(braces) }
            append(" " + braces)
            self.open = (.end, open.room - braces.utf8.count - 1)
            return
        }
        if let open, open.joint == .brace, label == nil, braces == "}" {
            let joined = " \(pending.onOneLine) }"
            let width = joined.width
            if width <= open.room {
                append(joined)
                self.open = (.end, open.room - width)
                pending = []
                return
            }
        }
        pending[pending.count - 1] += " " + braces
        flush()
        open = (.end, Self.width - lastLine.width)
    }

    /// Writes an enumeration with groups of cases: on one line, if there is room.
    mutating func block(_ opening: String, cases groups: [[String]]) {
        let whole = groups.map { "case \($0.joined(separator: ", "))" }.joined(separator: "; ")
        if opening.width + whole.width + 3 + depth * 4 <= Self.width { return line("\(opening) \(whole) }") }
        block(opening) { writer in
            for group in groups {
                let names = group.dropLast().map { "\($0)," } + group.suffix(1)
                let lines = names.filled(to: Self.width - (writer.depth + 1) * 4, separator: " ")
                for (position, line) in lines.enumerated() { writer.line((position == 0 ? "case " : "    ") + line) }
            }
        }
    }

    /// Writes a declaration or statement with a body of statements: on one line, if there is room.
    mutating func block(_ opening: String, _ closing: String = "}", statements: [String]) {
        if statements.isEmpty { return line(opening + closing) }
        let whole = [opening, statements.onOneLine, closing]
        let line = whole.joined(separator: " ")
        if line.width + depth * 4 <= Self.width { return self.line(line) }
        block(opening, closing) { writer in for statement in statements { writer.statement(statement) } }
    }

    /// Writes a declaration with a body of statements: one that fits on a line shares it with those before and after it.
    mutating func declaration(_ opening: String, statements: [String]) {
        let whole = statements.isEmpty ? opening + "}" : "\(opening) \(statements.onOneLine) }"
        if whole.width + depth * 4 <= Self.width { statement(whole) } else { block(opening, statements: statements) }
    }

    /// Writes code of the user's, which may span lines, so that the compiler takes it to stand where the user wrote it.
    ///
    /// - Parameters:
    ///   - string: the code.
    ///   - place: where it is in the user's file.
    ///   - joint: what may follow it on its last line.
    mutating func user(_ string: String, at place: Code.Place?, joint: Joint? = nil) {
        flush()
        guard let place else { return line(string) }
        if userLine != place.line {
            text += "#sourceLocation(file: \"\(path)\", line: \(place.line))\n"
        }
        let indentation = max(0, place.column - 1)
        write(string, indentedBy: indentation)
        let (lines, last) = string.lastLine
        userLine = string.lastLocation ?? place.line + lines
        guard let joint, !last.isEmpty, !last.holds("//"), last.first(where: { $0 != " " }) != "#" else { return }
        open = (joint, Self.width - last.width - (last.utf8.count == string.utf8.count ? indentation : 0))
    }

    /// How scaffolding can go on in the last line.
    enum Joint {
        /// After a statement of the user's.
        case statement
        /// After the label of a `case` of the user's.
        case label
        /// After a brace of the user's, if nothing but scaffolding comes before the one that closes it.
        case brace
        /// After the head of a `switch`.
        case opening
        /// After what leaves a block: only the brace that closes it can follow.
        case end

        /// What comes between it and a statement of scaffolding, if one can follow.
        fileprivate var separator: String? {
            switch self {
            case .statement: "; "
            case .label: " "
            case .brace, .opening, .end: nil
            }
        }
    }

    /// Ends the user's code: what follows is generated.
    mutating func reset() {
        if userLine != nil {
            text += "#sourceLocation()\n"
            userLine = nil
        }
    }
}

extension String {
    /// Which line of the user's the next one is, if the string says the place of a line in it.
    fileprivate var lastLocation: Int? {
        guard holds("\n#sourceLocation("), let start = ranges(of: "\n#sourceLocation(").last?.upperBound,
            let label = self[start...].firstRange(of: ", line: ")?.upperBound,
            let line = Int(self[label...].prefix(while: \.isWholeNumber))
        else { return nil }
        return line + self[label...].count(where: \.isNewline)
    }

    /// How many lines it has, and the last that is not empty.
    fileprivate var lastLine: (lines: Int, last: Substring) {
        let found = utf8.withContiguousStorageIfAvailable { bytes -> (lines: Int, last: Range<Int>)? in
            var (lines, start, last) = (1, 0, 0..<0)
            for (offset, byte) in bytes.enumerated() {
                // What else may end a line is not told by its bytes.
                if byte >= 0x80 || (0x0B...0x0D).contains(byte) { return nil }
                guard byte == UInt8(ascii: "\n") else { continue }
                if start < offset { last = start..<offset }
                (lines, start) = (lines + 1, offset + 1)
            }
            if start < bytes.count { last = start..<bytes.count }
            return (lines, last)
        }
        guard let found, let (lines, last) = found else {
            return (count(where: \.isNewline) + 1, split(whereSeparator: \.isNewline).last ?? "")
        }
        let start = utf8.index(startIndex, offsetBy: last.lowerBound)
        return (lines, self[start..<utf8.index(start, offsetBy: last.count)])
    }
}

extension [String] {
    /// The strings, as many joined into one as there is room for.
    ///
    /// - Parameters:
    ///   - width: how many characters there is room for.
    ///   - separator: what stands between two.
    ///   - used: how many of them are used in a first line, which is empty if nothing fits into it; nil if there is none.
    func filled(to width: Int, separator: String, used: Int? = nil) -> [String] {
        var lines = used == nil ? [] : [""]
        var room = width - (used ?? 0)
        for string in self {
            let added = string.width
            if let last = lines.indices.last {
                // What comes after a brace is no further statement beside it.
                let isBehindBrace = lines[last].utf8.last == UInt8(ascii: "{")
                let joint = lines[last].isEmpty ? "" : isBehindBrace ? " " : separator
                if joint.utf8.count + added <= room {
                    lines[last] += joint
                    lines[last] += string
                    room -= joint.utf8.count + added
                    continue
                }
            }
            lines.append(string)
            room = width - added
        }
        return lines
    }

    /// Statements on one line.
    fileprivate var onOneLine: String { filled(to: .max, separator: "; ").joined() }
}
