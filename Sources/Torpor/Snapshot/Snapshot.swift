public import Foundation

/// Why a snapshot cannot be read.
public enum SnapshotError: Error, Equatable {
    case truncated, damaged, foreign
    case newer(version: Int)
    case otherCoroutine(expected: String, found: String)
    case incompatible(String)
}
