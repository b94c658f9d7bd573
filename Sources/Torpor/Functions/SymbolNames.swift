import Foundation

/// The names of the program's functions, from its symbol table.
enum SymbolNames {
    /// Whether code is a thunk by which the Swift compiler passes a function from generic code to other code, or back.
    ///
    /// - Parameter code: where the code begins.
    /// - Returns: false also where the name of the code cannot be found out.
    static func isThunk(_ code: UnsafeRawPointer) -> Bool {
        cache.isThunk(code) { name(of: code).map(isThunk(named:)) ?? false }
    }

    /// Whether a mangled name is that of such a thunk (`TR`), or of what calls it with its context (`TA`). A thunk that has
    /// been specialised has a suffix of another kind. Of an `async` function, a pointer leads to a description of it (`Tu`).
    static func isThunk(named name: String) -> Bool {
        guard name.hasPrefix("$s") || name.hasPrefix("_$s") else { return false }
        var name = name[...]
        if name.hasSuffix("Tu") { name = name.dropLast(2) }
        // Copies are numbered.
        if let dot = name.lastIndex(of: "."), name[name.index(after: dot)...].allSatisfy(\.isNumber) {
            name = name[..<dot]
        }
        if name.hasSuffix("TA") { name = name.dropLast(2) }
        return name.hasSuffix("TR")
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
    private static func name(of code: UnsafeRawPointer) -> String? {
        var info = Dl_info()
        guard dladdr(code, &info) != 0, info.dli_saddr.map({ UnsafeRawPointer($0) }) == code else { return nil }
        return info.dli_sname.map { String(cString: $0) }
    }
    #else
    private static func name(of code: UnsafeRawPointer) -> String? {
        guard let place = MappedFile(of: code) else { return nil }
        return tables.table(of: place.path)?.name(at: place.offset)
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

/// The thunks of a program or library in the Executable and Linkable Format, 64 bits wide.
private struct SymbolTable {
    /// Their names by where their code is in the file.
    private var names: [UInt64: String] = [:]

    /// Reads the symbol table of a file.
    ///
    /// - Parameter path: where the file is.
    /// - Returns: nil if it has none or is no such file.
    init?(contentsOf path: String) {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else { return nil }
        let isRead = data.withUnsafeBytes { bytes in read(Image(bytes: bytes)) }
        guard isRead else { return nil }
    }

    func name(at offset: UInt64) -> String? { names[offset] }

    /// A file in memory.
    private struct Image {
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

        /// The segments that are loaded: from which addresses, how long, and from where in the file.
        var segments: [(address: UInt64, size: UInt64, offset: UInt64)] {
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
    }

    private mutating func read(_ image: Image) -> Bool {
        // Magic number; 64 bits, little-endian.
        guard image.load(0, as: UInt32.self) == 0x464C_457F, image.load(4, as: UInt16.self) == 0x0102,
            let count: UInt16 = image.load(0x3C)
        else { return false }
        let table: UInt32 = 2
        // Functions, and the descriptions of `async` ones, which are data.
        let kinds: ClosedRange<UInt8> = 1...2
        let symbols = (0..<UInt32(count)).lazy.compactMap(image.section).first { $0.kind == table }
        guard let symbols, let texts = image.section(symbols.link) else { return false }
        let segments = image.segments
        for index in 0..<symbols.size / 24 {
            let entry = symbols.offset &+ index * 24
            guard let name: UInt32 = image.load(entry), let info: UInt8 = image.load(entry &+ 4),
                let address: UInt64 = image.load(entry &+ 8)
            else { return false }
            guard kinds.contains(info & 0xF), let text = image.text(at: texts.offset &+ UInt64(name)),
                SymbolNames.isThunk(named: text),
                let segment = segments.first(where: { address &- $0.address < $0.size })
            else { continue }
            names[address &- segment.address &+ segment.offset] = text
        }
        return true
    }
}
#endif
