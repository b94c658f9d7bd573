/// A struct or enum whose `Codable` conformance is, as generated code promises, the one that the Swift compiler writes.
///
/// Of such a type the coder of snapshots knows what `encode(to:)` and `init(from:)` do: each stored property, or each part
/// of a case, in turn, by its name. So it codes the values of the type in memory, without calling either, where nothing
/// else is reached from them than further such types and simple ones. What is written is the same.
///
/// Do not conform to it by hand: a type with coding of its own would no longer be asked for it.
public protocol SynthesizedCoding {}
