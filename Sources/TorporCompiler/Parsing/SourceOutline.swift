/// What can be told of a file without parsing it: the names that it declares outside of functions.
///
/// Most files of a module have nothing to do with durable functions, and parsing them is most of the work where the
/// compiler is not optimised, as the package manager builds it. Names are found too many rather than too few: a file that
/// declares a name that is asked for is parsed. Where the text is not understood for certain, there is no outline.
struct SourceOutline {
    /// The names that the file declares, or extends, outside of functions.
    let names: Set<String>
    /// The names in the types that it extends.
    let extended: Set<String>
    /// The names that it gives to other types.
    let aliases: Set<String>
    /// Whether it declares what has effects on files that do not name it: operators, global actors, and subscripts that
    /// change what they belong to.
    let hasGlobalEffects: Bool
    /// The text with the bodies of functions left blank, other than those of initializers, so that everything stays where
    /// it is.
    let text: [UInt8]

    /// Outlines a file.
    ///
    /// - Parameter text: its text.
    /// - Returns: nil where only a parser can tell.
    init?(_ text: String) {
        let source = Array(text.utf8)
        var blanked = source
        let scanner = source.withUnsafeBufferPointer { bytes in
            blanked.withUnsafeMutableBufferPointer { blanked -> OutlineScanner? in
                guard let start = bytes.baseAddress, let target = blanked.baseAddress else { return nil }
                var scanner = OutlineScanner(start, count: bytes.count, blanking: target)
                return scanner.scan() ? scanner : nil
            }
        }
        guard let scanner else { return nil }
        names = scanner.names
        extended = scanner.extended
        aliases = scanner.aliases
        hasGlobalEffects = scanner.hasGlobalEffects
        self.text = blanked
    }

    /// Whether a word, or something with the word in it, is outside of functions.
    func mentions(_ word: String) -> Bool { text.contains(word) }
}

extension [UInt8] {
    /// Whether a text is somewhere in the bytes.
    func contains(_ word: String) -> Bool {
        let word = Array(word.utf8)
        guard let first = word.first else { return true }
        return withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress, bytes.count >= word.count else { return false }
            var offset = 0
            let last = bytes.count - word.count
            while offset <= last {
                if start[offset] == first {
                    var length = 1
                    while length < word.count, start[offset + length] == word[length] { length += 1 }
                    if length == word.count { return true }
                }
                offset += 1
            }
            return false
        }
    }
}
