import SwiftSyntax

// What a coroutine says of its source, for snapshots to tell.

extension LoweredFunction {
    /// The states that it can be saved in, with their places in the user's file: those of the suspensions, and for the state
    /// before the first that of the function itself.
    var waits: [(state: String, place: Location)] {
        let start = function.file.location(of: function.declaration.name)
        return regions.resumePoints.map { (regions.states[$0]!, location(of: $0) ?? start) }
    }

    /// The expression of the coroutine's source map.
    var sourceMap: String {
        let path = function.file.source.path
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
        let file = name.hasSuffix(".swift") ? String(name.dropLast(".swift".count)) : name
        let lines = waits.map { "\($0.state):\($0.place.line)" }.joined(separator: " ")
        return "Torpor.SourceMap(\(file.debugDescription), 0x\(String(schema, radix: 16)), \"\(lines)\")"
    }

    /// A fingerprint of what a snapshot depends on: the states, and the locals that are live in each, with their types where
    /// these are evident.
    var schema: UInt32 {
        var parts: [BlockID: [String]] = [:]
        for local in machine.locals {
            let points = suspensions(storing: local.id)
            guard !points.isEmpty else { continue }
            let part = "\(local.key):\((types[local.id] ?? "_").withoutSpaces)"
            for point in points { parts[point, default: []].append(part) }
        }
        var lines = regions.resumePoints.map { point in
            ([regions.states[point]!] + (parts[point] ?? []).sorted()).joined(separator: " ")
        }
        lines.sort()
        let exchanged = function.capability?.capability.map { [$0.value, $0.reply ?? ""] } ?? []
        return ([function.output] + exchanged + lines).joined(separator: "\n").fingerprint
    }
}

extension String {
    fileprivate var withoutSpaces: String {
        guard isASCII else { return filter { !$0.isWhitespace } }
        return String(decoding: utf8.filter { $0 > UInt8(ascii: " ") }, as: UTF8.self)
    }

    /// The 32-bit FNV-1a hash of the text (http://www.isthe.com/chongo/tech/comp/fnv/).
    fileprivate var fingerprint: UInt32 {
        utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
