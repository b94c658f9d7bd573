/// Smaller forms of a unit, most of which are still well-formed.
struct Reductions {
    /// All units that are one step smaller, the smallest first.
    static func of(_ unit: Unit) -> [Unit] {
        var found: [Unit] = []
        for (index, function) in unit.functions.enumerated() {
            guard let function else { continue }
            if unit.functions.count(where: { $0 != nil }) > 1 {
                var smaller = unit
                smaller.functions[index] = nil
                found.append(smaller)
            }
            for body in variants(of: function.body) {
                var smaller = unit
                smaller.functions[index]!.body = body
                found.append(smaller)
            }
            if function.isOnSuspend {
                var smaller = unit
                smaller.functions[index]!.isOnSuspend = false
                found.append(smaller)
            }
        }
        var seen: Set<String> = [Printer.source(of: unit)]
        return found.map(repaired).map { ($0, Printer.source(of: $0)) }
            .filter { seen.insert($0.1).inserted }
            .sorted { $0.1.utf8.count < $1.1.utf8.count }
            .map(\.0)
    }

    // MARK: Steps

    private static func variants(of node: Node) -> [Node] {
        var found = ownVariants(of: node)
        for (index, piece) in node.pieces.enumerated() {
            guard case .node(let child) = piece else { continue }
            for variant in variants(of: child) {
                var copy = node
                copy.pieces[index] = .node(variant)
                found.append(copy)
            }
        }
        return found
    }

    private static func ownVariants(of node: Node) -> [Node] {
        var found: [Node] = []
        switch node.role {
        case .block, .body:
            var size = node.pieces.count
            while size > 0 {
                for start in stride(from: 0, to: node.pieces.count, by: size) {
                    var copy = node
                    copy.pieces.removeSubrange(start..<min(start + size, copy.pieces.count))
                    found.append(copy)
                }
                size /= 2
            }
            for (index, piece) in node.pieces.enumerated() {
                guard case .node(let statement) = piece else { continue }
                for block in blocks(in: statement) {
                    var copy = node
                    copy.pieces.replaceSubrange(index...index, with: block.pieces)
                    found.append(copy)
                }
            }
        case .expression(let kind):
            let simplest = Node(.expression(kind), [kind.simplest])
            if node.pieces != simplest.pieces { found.append(simplest) }
            found += descendants(of: node, kind)
        default: break
        }
        for (index, piece) in node.pieces.enumerated() {
            guard case .node(let child) = piece, [.optional, .arm].contains(child.role) else { continue }
            var copy = node
            copy.pieces.remove(at: index)
            found.append(copy)
        }
        return found
    }

    private static func blocks(in node: Node) -> [Node] {
        node.pieces.flatMap { piece -> [Node] in
            guard case .node(let child) = piece else { return [] }
            return [.block, .body].contains(child.role) ? [child] : blocks(in: child)
        }
    }

    private static func descendants(of node: Node, _ kind: Kind) -> [Node] {
        node.pieces.flatMap { piece -> [Node] in
            guard case .node(let child) = piece else { return [] }
            return (child.role == .expression(kind) ? [child] : []) + descendants(of: child, kind)
        }
    }

    // MARK: Repair

    /// The unit without references to what was taken out of it.
    private static func repaired(_ unit: Unit) -> Unit {
        var unit = unit
        for index in unit.functions.indices {
            guard let function = unit.functions[index] else { continue }
            var bound = Set(function.parameters)
            collect(function.body, &bound)
            unit.functions[index]!.body = repaired(function.body, unit, bound)!
        }
        return unit
    }

    private static func collect(_ node: Node, _ bound: inout Set<Int>) {
        for piece in node.pieces {
            switch piece {
            case .bind(let variable): bound.insert(variable)
            case .node(let child): collect(child, &bound)
            default: break
            }
        }
    }

    /// The node without references to missing things; nil for a statement that cannot be without them.
    private static func repaired(_ node: Node, _ unit: Unit, _ bound: Set<Int>) -> Node? {
        if case .expression(let kind) = node.role {
            let isMissing =
                node.callee.map { unit.functions[$0] == nil } ?? false
                || node.pieces.contains {
                    switch $0 {
                    case .read(let variable), .write(let variable): !bound.contains(variable)
                    default: false
                    }
                }
            if isMissing { return Node(.expression(kind), [kind.simplest]) }
        }
        var copy = node
        copy.pieces = []
        for piece in node.pieces {
            switch piece {
            case .read(let variable) where !bound.contains(variable),
                .write(let variable) where !bound.contains(variable):
                return nil
            case .node(let child):
                if let repaired = repaired(child, unit, bound) {
                    copy.pieces.append(.node(repaired))
                } else if [.block, .body].contains(node.role) {
                    continue
                } else {
                    return nil
                }
            default: copy.pieces.append(piece)
            }
        }
        copy.declares = copy.declares.filter(bound.contains)
        return copy
    }
}
