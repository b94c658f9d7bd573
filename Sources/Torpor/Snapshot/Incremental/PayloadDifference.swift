import Foundation

/// Finds what two pieces of bytes have in common, in time linear in their lengths.
///
/// Every block of the old bytes is known by its hash. A window goes over the new bytes; where it holds a block, the match
/// is extended as far as it goes.
struct PayloadDifference {
    private static let block = 24
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    private let old: UnsafeBufferPointer<UInt8>
    private let new: UnsafeBufferPointer<UInt8>
    /// Where in the old bytes a block begins, plus one, by the hash of the block.
    private var table: [UInt32]
    private let shift: UInt64
    /// The multiplier to the power of the block's length, less one.
    private let outgoing: UInt64

    /// Says how to make new bytes from old ones.
    ///
    /// - Parameters:
    ///   - new: the new bytes.
    ///   - old: the old ones.
    ///   - offset: where these are in the payload that the patch applies to.
    static func patch(to new: UnsafeBufferPointer<UInt8>, from old: UnsafeBufferPointer<UInt8>, at offset: Int = 0)
        -> PayloadPatch
    {
        var patch = PayloadPatch()
        guard old.count >= block, new.count >= block, old.count < UInt32.max else {
            patch.append(new: new)
            return patch
        }
        PayloadDifference(new, old).find(at: offset, &patch)
        return patch
    }

    private init(_ new: UnsafeBufferPointer<UInt8>, _ old: UnsafeBufferPointer<UInt8>) {
        (self.new, self.old) = (new, old)
        let blocks = old.count / Self.block
        let bits = max(4, UInt64.bitWidth - (2 * blocks).leadingZeroBitCount)
        shift = UInt64(UInt64.bitWidth - bits)
        table = Array(repeating: 0, count: 1 << bits)
        outgoing = (1..<Self.block).reduce(1) { power, _ in power &* Self.multiplier }
        for index in (0..<blocks).reversed() {
            table[slot(hash(old, index * Self.block))] = UInt32(index * Self.block + 1)
        }
    }

    private func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64 {
        (start..<start + Self.block).reduce(0) { $0 &* Self.multiplier &+ UInt64(bytes[$1]) }
    }

    private func slot(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash &* Self.multiplier) >> shift)
    }

    private func find(at offset: Int, _ patch: inout PayloadPatch) {
        // As much as may be kept: no more than there is.
        var rest = old.count
        var (pending, position) = (0, 0)
        var hash = hash(new, 0)
        while position + Self.block <= new.count {
            let found = Int(table[slot(hash)]) - 1
            if found >= 0, memcmp(old.baseAddress! + found, new.baseAddress! + position, Self.block) == 0 {
                var (start, place) = (position, found)
                while start > pending, place > 0, old[place - 1] == new[start - 1] {
                    (start, place) = (start - 1, place - 1)
                }
                var end = position + Self.block
                while end < new.count, place + end - start < old.count, new[end] == old[place + end - start] {
                    end += 1
                }
                end = min(end, start + rest)
                guard end > position else { break }
                rest -= end - start
                patch.append(new: UnsafeBufferPointer(rebasing: new[pending..<start]))
                patch.append(kept: offset + place..<offset + place + end - start)
                (pending, position) = (end, end)
                if position + Self.block <= new.count { hash = self.hash(new, position) }
                continue
            }
            if position + Self.block < new.count {
                hash = (hash &- UInt64(new[position]) &* outgoing) &* Self.multiplier
                hash = hash &+ UInt64(new[position + Self.block])
            }
            position += 1
        }
        patch.append(new: UnsafeBufferPointer(rebasing: new[pending...]))
    }
}
