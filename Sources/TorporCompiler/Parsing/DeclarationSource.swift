import SwiftParser
import SwiftSyntax

/// The files that are read when a name is asked for that they declare.
///
/// An answer can be relied on, because a file that has not been read declares none of the names that were asked for.
final class DeclarationSource {
    /// A file that nothing has asked for so far.
    private struct Pending {
        let source: SourceFile
        let outline: SourceOutline
        let module: String
        let isDependency: Bool
    }

    private var files: [Pending?] = []
    /// The files that declare a name.
    private var declaring: [String: [Int]] = [:]
    /// Takes a file that is read.
    var add: (_ file: ParsedFile, _ module: String, _ isDependency: Bool) -> Void = { _, _, _ in }

    /// Whether there are names of which something has not been read.
    var hasMore: Bool { !declaring.isEmpty }

    /// Leaves a file for later.
    func append(_ source: SourceFile, _ outline: SourceOutline, module: String, isDependency: Bool) {
        for name in outline.names { declaring[name, default: []].append(files.count) }
        files.append(Pending(source: source, outline: outline, module: module, isDependency: isDependency))
    }

    /// Reads the files that declare a name, of which the last part counts: `Outer.Inner`.
    func read(_ name: String) {
        guard !declaring.isEmpty else { return }
        let last = name.lastPart
        // A property wrapper shows itself under names that are not written where it is declared.
        if last.first == "_" || last.first == "$" { read(String(last.dropFirst())) }
        guard let numbers = declaring.removeValue(forKey: last) else { return }
        for number in numbers { read(number) }
    }

    /// Reads the files of the module that mention a word outside of functions.
    func read(mentioning word: String) {
        for number in files.indices {
            if let file = files[number], !file.isDependency, file.outline.mentions(word) { read(number) }
        }
    }

    private func read(_ number: Int) {
        guard let file = files[number] else { return }
        files[number] = nil
        add(ParsedFile(file.source, outline: file.outline), file.module, file.isDependency)
    }
}

extension String {
    /// The last of the names in a name with those around it; an operator is one.
    fileprivate var lastPart: String {
        guard first?.isLetter == true || first == "_", let dot = utf8.lastIndex(of: UInt8(ascii: ".")) else {
            return self
        }
        return String(self[index(after: dot)...])
    }
}
