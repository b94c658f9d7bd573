public import Crypto
public import Foundation
public import Torpor

/// Snapshots for stores that others can read or write: encrypted, and proof against changes, with AES-GCM.
///
/// A checksum finds accidents; anybody can compute it for what he has forged. Whoever lacks the key can neither read a
/// sealed snapshot nor make another. What he can do is put an older one in its place: where that matters, put a number
/// that grows, or the name of what the snapshot belongs to, into the context.
extension Snapshot {
    /// What sealed snapshots begin with, and what is authenticated with them: so that none is taken for anything else.
    private static let magic = Data([0x89] + Array("TOS".utf8) + [0x01])

    /// Encrypts the snapshot.
    ///
    /// - Parameters:
    ///   - key: a secret of 128, 192 or 256 bits. One key is good for 2^32 snapshots.
    ///   - context: what has to be the same when the snapshot is opened, such as the name it is kept under. It is not
    ///     stored.
    /// - Returns: the sealed snapshot, 33 bytes longer.
    /// - Throws: `CryptoKitError` if the key has another size.
    public func seal(key: SymmetricKey, context: Data = Data()) throws -> Data {
        let box = try AES.GCM.seal(data, using: key, authenticating: Self.magic + context)
        return Self.magic + box.nonce + box.ciphertext + box.tag
    }

    /// Decrypts a snapshot.
    ///
    /// - Parameters:
    ///   - sealed: a sealed snapshot.
    ///   - key: the key that it was sealed with.
    ///   - context: what was given when it was sealed.
    /// - Returns: the snapshot.
    /// - Throws: ``SealError``; `SnapshotError` if what was sealed is no snapshot.
    public static func open(_ sealed: Data, key: SymmetricKey, context: Data = Data()) throws -> Snapshot {
        guard sealed.starts(with: magic) else { throw SealError.foreign }
        guard let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst(magic.count)),
            let data = try? AES.GCM.open(box, using: key, authenticating: magic + context)
        else { throw SealError.notAuthentic }
        return try Snapshot(data: data)
    }
}

/// Why a sealed snapshot cannot be opened.
public enum SealError: Error, Equatable, CustomStringConvertible {
    /// It is something else than a sealed snapshot.
    case foreign
    /// It was changed, or sealed with another key or context. Which, cannot be told.
    case notAuthentic

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .foreign: "this is not a sealed snapshot of Torpor: check where it comes from"
        case .notAuthentic:
            "the sealed snapshot was changed, or sealed with another key or context: check these, or restore it from a copy"
        }
    }
}
