import Foundation

/// Which of the instances that were encoded hold which, as far as that matters to reading them: an instance is made when
/// those are there that it holds, but for those that it can be given later.
struct CBORObjectGraph {
    private let targets: [[Int]]

    init(_ objects: CBORObjectTable) {
        targets = (0..<objects.count).map { index in
            guard let content = objects.content(index) else { return [] }
            return Self.targets(of: content, type(of: objects.instances[index]))
        }
    }

    /// The instances that have to be there before one can be made.
    private static func targets(of content: CBORWriter, _ type: any AnyObject.Type) -> [Int] {
        guard !content.patches.isEmpty else { return [] }
        var later: [Range<Int>] = []
        if let properties = StoredClassDescription.of(type)?.properties, !properties.isEmpty,
            let document = try? CBORDocument(Data(content.buffer.bytes), userInfo: [:])
        {
            defer { document.end() }
            later = ranges(of: properties, in: document, at: CBORDocument.start)
        }
        return content.patches.compactMap { patch in
            let place = content.buffer.base + patch
            if CBORWriter.isPart(at: place) || later.contains(where: { $0.contains(patch) }) { return nil }
            return CBORWriter.placeholder(at: place).index
        }
    }

    /// Where the values are of the properties that can be set later.
    private static func ranges(
        of properties: [String: ReferenceProperty],
        in document: CBORDocument,
        at position: CBORDocument.Position
    ) -> [Range<Int>] {
        guard document.head(position).major == .map,
            let map = try? CBORMap(document, position, CBORPath.root.node())
        else { return [] }
        return map.keys(in: document).flatMap { key -> [Range<Int>] in
            guard let value = map.find(key, in: document) else { return [] }
            if key == CBORKey.super.stringValue { return ranges(of: properties, in: document, at: value) }
            guard properties[key] != nil else { return [] }
            return [Int(value.offset)..<Int(document.next(value).offset)]
        }
    }

    /// The references of a cycle, if there is one.
    var cycle: Set<CBORObjectTable.Reference>? {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: targets.count)
        for start in targets.indices where marks[start] == .new {
            var stack = [(index: start, next: 0)]
            marks[start] = .open
            while let (index, next) = stack.last {
                guard next < targets[index].count else {
                    marks[index] = .done
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let target = targets[index][next]
                switch marks[target] {
                case .done: break
                case .new:
                    marks[target] = .open
                    stack.append((target, 0))
                case .open:
                    let way = stack.map(\.index).drop { $0 != target }
                    return Set(
                        zip(way, way.dropFirst() + [target]).map { CBORObjectTable.Reference(owner: $0, target: $1) }
                    )
                }
            }
        }
        return nil
    }

    /// The error for a cycle of which no place can be told.
    static func unstorable(_ cycle: Set<CBORObjectTable.Reference>, _ objects: CBORObjectTable) -> SnapshotError {
        let names = Set(cycle.map { "\(type(of: objects.instances[$0.owner]))" }).sorted().joined(separator: ", ")
        return .unstorable(path: names, reason: "the objects refer to each other in a cycle")
    }
}
