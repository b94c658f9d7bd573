/// Writes Swift: scaffolding at an indentation of its own, and the user's code at the user's lines and columns.
struct Writer {
    private(set) var text = ""
    private var depth = 0
    private let path: String
    /// The line of the user's file that the compiler takes the next line for; nil in scaffolding.
    private var userLine: Int?

    /// Makes a writer.
    ///
    /// - Parameter path: the user's file, for line directives.
    init(path: String) {
        self.path = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// Writes a line of scaffolding.
    mutating func line(_ string: String = "") {
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

    /// Writes code of the user's, which may span lines, so that the compiler takes it to stand where the user wrote it.
    mutating func user(_ string: String, at place: Code.Place?) {
        guard let place else { return line(string) }
        if userLine != place.line {
            text += "#sourceLocation(file: \"\(path)\", line: \(place.line))\n"
        }
        text += String(repeating: " ", count: max(0, place.column - 1)) + string + "\n"
        userLine = place.line + string.count(where: \.isNewline) + 1
    }

    /// Ends the user's code: what follows is generated.
    mutating func reset() {
        if userLine != nil {
            text += "#sourceLocation()\n"
            userLine = nil
        }
    }
}
