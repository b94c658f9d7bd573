import Foundation

/// A terminal with nobody at it.
struct PseudoTerminal {
    /// The end that a program is given.
    let inside: FileHandle
    private let outside: FileHandle

    init() throws {
        // The C library hides the function from Swift behind a feature macro.
        typealias Open =
            @convention(c) (
                _ outside: UnsafeMutablePointer<CInt>, _ inside: UnsafeMutablePointer<CInt>,
                _ name: UnsafeMutablePointer<CChar>?, _ modes: UnsafeRawPointer?, _ size: UnsafeRawPointer?
            ) -> CInt
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "openpty") else { throw POSIXError(.ENOSYS) }
        let openpty = unsafeBitCast(symbol, to: Open.self)
        var descriptors: (outside: CInt, inside: CInt) = (-1, -1)
        guard openpty(&descriptors.outside, &descriptors.inside, nil, nil, nil) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        outside = FileHandle(fileDescriptor: descriptors.outside, closeOnDealloc: true)
        inside = FileHandle(fileDescriptor: descriptors.inside, closeOnDealloc: true)
    }

    /// Ends the terminal.
    ///
    /// - Returns: what was written, if it was no more than a few thousand bytes: a terminal holds no more without a reader.
    func close() throws -> String {
        // The mark tells where to stop reading: at its end, a terminal reports an error or waits, by system.
        try inside.write(contentsOf: Data([0]))
        var text = Data()
        while text.last != 0, let part = try outside.read(upToCount: 1), part.isEmpty == false { text += part }
        try inside.close()
        return String(decoding: text.dropLast(), as: UTF8.self)
    }
}
