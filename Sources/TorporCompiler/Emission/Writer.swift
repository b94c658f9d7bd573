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
        if string == "}", close() { return }
        flush()
        reset()
        guard !string.isEmpty else {
            text += "\n"
            return
        }
        text += String(repeating: " ", count: depth * 4) + string + "\n"
    }

    /// Writes lines one level further in, between two lines of scaffolding.
    mutating func block(_ opening: String, _ closing: String = "}", body: (inout Writer) -> Void) {
        line(opening)
        indented(body)
        line(closing)
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
        flush()
        label = string
        pendingDepth = depth
    }

    private mutating func flush() {
        let open = open
        self.open = nil
        guard !pending.isEmpty || label != nil else { return }
        let (statements, first) = (pending, label)
        (pending, label) = ([], nil)
        let joined = statements.joined(separator: "; ")
        if let open, open.joint != .brace, first == nil, open.joint.rawValue.count + joined.count <= open.room {
            text.removeLast()
            text += open.joint.rawValue + joined + "\n"
            return
        }
        reset()
        var indentation = String(repeating: " ", count: pendingDepth * 4)
        if let first {
            let whole = indentation + first + (joined.isEmpty ? "" : " " + joined)
            if whole.count <= Self.width {
                text += whole + "\n"
                return
            }
            text += indentation + first + "\n"
            indentation += "    "
        }
        for line in statements.filled(to: Self.width - indentation.count, separator: "; ") {
            text += indentation + line + "\n"
        }
    }

    /// Closes a brace of the user's on the line that opened it, if only statements of scaffolding came in between.
    private mutating func close() -> Bool {
        guard let open, open.joint == .brace, label == nil, !pending.isEmpty else { return false }
        let joined = " \(pending.joined(separator: "; ")) }"
        guard joined.count <= open.room else { return false }
        text.removeLast()
        text += joined + "\n"
        self.open = nil
        pending = []
        return true
    }

    /// Writes an enumeration with groups of cases: on one line, if there is room.
    mutating func block(_ opening: String, cases groups: [[String]]) {
        let whole = groups.map { "case \($0.joined(separator: ", "))" }.joined(separator: "; ")
        if opening.count + whole.count + 3 + depth * 4 <= Self.width { return line("\(opening) \(whole) }") }
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
        let whole = [opening, statements.joined(separator: "; "), closing]
        let line = whole.joined(separator: " ")
        if line.count + depth * 4 <= Self.width { return self.line(line) }
        block(opening, closing) { writer in for statement in statements { writer.statement(statement) } }
    }

    /// Writes a declaration with a body of statements: one that fits on a line shares it with those before and after it.
    mutating func declaration(_ opening: String, statements: [String]) {
        let whole = statements.isEmpty ? opening + "}" : "\(opening) \(statements.joined(separator: "; ")) }"
        if whole.count + depth * 4 <= Self.width { statement(whole) } else { block(opening, statements: statements) }
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
        text += String(repeating: " ", count: indentation) + string + "\n"
        userLine = place.line + string.count(where: \.isNewline) + 1
        guard let joint, let last = string.split(whereSeparator: \.isNewline).last, !last.contains("//"),
            last.first(where: { $0 != " " }) != "#"
        else { return }
        let isWhole = last.count == string.count
        open = (joint, Self.width - last.count - (isWhole ? indentation : 0))
    }

    /// How scaffolding can go on in a line of the user's.
    enum Joint: String {
        /// After a statement.
        case statement = "; "
        /// After the label of a `case`.
        case label = " "
        /// After a brace, if nothing but scaffolding comes before the one that closes it.
        case brace = "{"
    }

    /// Ends the user's code: what follows is generated.
    mutating func reset() {
        if userLine != nil {
            text += "#sourceLocation()\n"
            userLine = nil
        }
    }
}

extension [String] {
    /// The strings, as many joined into one as there is room for.
    ///
    /// - Parameters:
    ///   - width: how many characters there is room for.
    ///   - separator: what stands between two.
    func filled(to width: Int, separator: String) -> [String] {
        var lines: [String] = []
        for string in self {
            if let last = lines.last, last.count + separator.count + string.count <= width {
                lines[lines.count - 1] += separator + string
            } else {
                lines.append(string)
            }
        }
        return lines
    }
}
