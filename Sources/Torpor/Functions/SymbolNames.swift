import Foundation

/// The names of the program's functions, from its symbol table.
enum SymbolNames {
    /// Whether code is a thunk by which the Swift compiler passes a function from generic code to other code, or back.
    ///
    /// - Parameter code: where the code begins.
    /// - Returns: false also where the name of the code cannot be found out.
    static func isThunk(_ code: UnsafeRawPointer) -> Bool {
        cache.isThunk(code) { names(of: code).contains(where: isThunk(named:)) }
    }

    /// Whether a mangled name is that of such a thunk (`TR`), or of what calls it with its context (`TA`). Of an `async`
    /// function, a pointer leads to a description of it (`Tu`).
    ///
    /// The optimiser makes copies of thunks for certain types (`Tg`, `TG`), which do the same. A thunk that has become
    /// one with the function that it calls has a suffix of another kind.
    static func isThunk(named name: String) -> Bool {
        guard name.hasPrefix("$s") || name.hasPrefix("_$s") else { return false }
        var name = name[...]
        if name.hasSuffix("Tu") { name = name.dropLast(2) }
        // Copies are numbered.
        if let dot = name.lastIndex(of: "."), name[name.index(after: dot)...].allSatisfy(\.isNumber) {
            name = name[..<dot]
        }
        if name.hasSuffix("TA") { name = name.dropLast(2) }
        if name.hasSuffix("TR") { return true }
        guard ["Tg", "TG"].contains(name.dropLast().suffix(2)), let text = demangled(String(name)) else { return false }
        return text.hasPrefix("generic ") && text.contains("> of reabstraction thunk helper ")
    }

    /// What a mangled name stands for, in words.
    private static func demangled(_ name: String) -> String? {
        guard let text = swiftDemangle(name, UInt(name.utf8.count), nil, nil, 0) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    /// Whether there was a symbol table wherever one was looked for.
    static var areKnown: Bool {
        #if canImport(Darwin)
        true
        #else
        cache.locked { tables.areThere }
        #endif
    }

    private static let cache = Cache()

    private final class Cache: @unchecked Sendable {
        private let lock = NSLock()
        private var known: [UnsafeRawPointer: Bool] = [:]

        func locked<Result>(_ body: () -> Result) -> Result { lock.withLock(body) }

        func isThunk(_ code: UnsafeRawPointer, _ find: () -> Bool) -> Bool {
            lock.withLock {
                if let answer = known[code] { return answer }
                let answer = find()
                known[code] = answer
                return answer
            }
        }
    }

    #if canImport(Darwin)
    private static func names(of code: UnsafeRawPointer) -> [String] {
        var info = Dl_info()
        guard dladdr(code, &info) != 0, info.dli_saddr.map({ UnsafeRawPointer($0) }) == code else { return [] }
        return info.dli_sname.map { [String(cString: $0)] } ?? []
    }
    #else
    private static func names(of code: UnsafeRawPointer) -> [String] {
        guard let place = MappedFile(of: code) else { return [] }
        return tables.table(of: place.path)?.names(at: place.offset) ?? []
    }

    private static let tables = Tables()

    /// The tables that have been read. Only the cache, under its lock, asks for them.
    private final class Tables: @unchecked Sendable {
        private var known: [String: SymbolTable?] = [:]

        /// Whether each file that was looked into had a table.
        var areThere: Bool { known.values.allSatisfy { $0 != nil } }

        func table(of path: String) -> SymbolTable? {
            if let table = known[path] { return table }
            let table = SymbolTable(contentsOf: path)
            known[path] = .some(table)
            return table
        }
    }
    #endif
}

#if !canImport(Darwin)
/// The file that code was mapped from, and where in the file it is.
private struct MappedFile {
    let path: String
    let offset: UInt64

    init?(of code: UnsafeRawPointer) {
        let address = UInt64(UInt(bitPattern: code))
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return nil }
        for line in maps.split(separator: "\n") {
            // Addresses, permissions, offset, device, inode, path.
            let fields = line.split(separator: " ", maxSplits: 5)
            let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard fields.count == 6, bounds.count == 2, (bounds[0]..<bounds[1]).contains(address),
                let start = UInt64(fields[2], radix: 16)
            else { continue }
            path = String(fields[5].drop { $0 == " " })
            offset = start + address - bounds[0]
            return
        }
        return nil
    }
}

/// The symbols of a program or library in the Executable and Linkable Format, 64 bits wide.
///
/// Of a large program they are hundreds of thousands, and only a few are asked for: each is searched for in the file.
private struct SymbolTable {
    private let file: Data
    /// Where the symbols are in the file, of 24 bytes each: the name, the kind, and at the eighth byte the address.
    private let symbols: Range<Int>
    /// Where their names begin.
    private let texts: UInt64
    private let segments: [Image.Segment]

    /// Finds the symbol table of a file.
    ///
    /// - Parameter path: where the file is.
    /// - Returns: nil if it has none or is no such file.
    init?(contentsOf path: String) {
        guard let file = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else { return nil }
        let found = file.withUnsafeBytes { bytes -> (Range<Int>, UInt64, [Image.Segment])? in
            let image = Image(bytes: bytes)
            return image.symbols.map { ($0.entries, $0.texts, image.segments) }
        }
        guard let found else { return nil }
        self.file = file
        (symbols, texts, segments) = found
    }

    /// The names of what is at a place in the file: several symbols may stand for the same code.
    func names(at offset: UInt64) -> [String] {
        guard let segment = segments.first(where: { offset &- $0.offset < $0.size }) else { return [] }
        let address = offset &- segment.offset &+ segment.address
        return file.withUnsafeBytes { bytes in
            let image = Image(bytes: bytes)
            return image.entries(of: address, in: symbols).compactMap { entry in
                guard let name: UInt32 = image.load(UInt64(entry)), let info: UInt8 = image.load(UInt64(entry) + 4),
                    Image.functions.contains(info & 0xF)
                else { return nil }
                return image.text(at: texts &+ UInt64(name))
            }
        }
    }

    /// A file in memory.
    private struct Image {
        /// From which address of the program, how long, and from where in the file.
        typealias Segment = (address: UInt64, size: UInt64, offset: UInt64)

        /// The kinds of the symbols of functions, and of the descriptions of `async` ones, which are data.
        static let functions: ClosedRange<UInt8> = 1...2

        let bytes: UnsafeRawBufferPointer

        func load<Number: FixedWidthInteger>(_ offset: UInt64, as type: Number.Type = Number.self) -> Number? {
            let (end, overflows) = offset.addingReportingOverflow(UInt64(MemoryLayout<Number>.size))
            guard !overflows, end <= UInt64(bytes.count) else { return nil }
            return bytes.loadUnaligned(fromByteOffset: Int(offset), as: type)
        }

        func text(at offset: UInt64) -> String? {
            guard offset < UInt64(bytes.count) else { return nil }
            return String(decoding: bytes[Int(offset)...].prefix { $0 != 0 }, as: UTF8.self)
        }

        /// The segments that are loaded.
        var segments: [Segment] {
            guard let start: UInt64 = load(0x20), let size: UInt16 = load(0x36), let count: UInt16 = load(0x38) else {
                return []
            }
            return (0..<UInt64(count)).compactMap { index in
                let header = start &+ index &* UInt64(size)
                guard load(header, as: UInt32.self) == 1, let offset: UInt64 = load(header &+ 8),
                    let address: UInt64 = load(header &+ 16), let size: UInt64 = load(header &+ 32)
                else { return nil }
                return (address, size, offset)
            }
        }

        /// A section: of what kind it is, where, how long, and which other section belongs to it.
        func section(_ index: UInt32) -> (kind: UInt32, offset: UInt64, size: UInt64, link: UInt32)? {
            guard let start: UInt64 = load(0x28), let size: UInt16 = load(0x3A) else { return nil }
            let header = start &+ UInt64(index) &* UInt64(size)
            guard let kind: UInt32 = load(header &+ 4), let offset: UInt64 = load(header &+ 24),
                let size: UInt64 = load(header &+ 32), let link: UInt32 = load(header &+ 40)
            else { return nil }
            return (kind, offset, size, link)
        }

        /// Where the symbols are, and where their names begin.
        var symbols: (entries: Range<Int>, texts: UInt64)? {
            // Magic number; 64 bits, little-endian.
            guard load(0, as: UInt32.self) == 0x464C_457F, load(4, as: UInt16.self) == 0x0102,
                let count: UInt16 = load(0x3C)
            else { return nil }
            let table: UInt32 = 2
            guard let symbols = (0..<UInt32(count)).lazy.compactMap(section).first(where: { $0.kind == table }),
                let texts = section(symbols.link), symbols.offset <= UInt64(bytes.count),
                symbols.size <= UInt64(bytes.count) - symbols.offset, symbols.offset.isMultiple(of: 8)
            else { return nil }
            return (Int(symbols.offset)..<Int(symbols.offset + symbols.size), texts.offset)
        }

        /// The symbols of an address: where their entries are.
        func entries(of address: UInt64, in symbols: Range<Int>) -> [Int] {
            // A loop over a pointer, which is quick without optimisation too.
            let numbers = (bytes.baseAddress! + symbols.lowerBound).assumingMemoryBound(to: UInt64.self)
            var entries: [Int] = []
            var index = 1
            while index < symbols.count / 8 {
                if numbers[index] == address { entries.append(symbols.lowerBound + (index - 1) * 8) }
                index += 3
            }
            return entries
        }
    }
}
#endif

/// Of the Swift runtime: puts a mangled name into words, in memory that is the caller's to free.
@_silgen_name("swift_demangle")
private func swiftDemangle(
    _ name: UnsafePointer<CChar>?,
    _ length: UInt,
    _ output: UnsafeMutablePointer<CChar>?,
    _ size: UnsafeMutablePointer<UInt>?,
    _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
