import SwiftSyntax

extension TypeIndex {
    /// The fix-its that make a type `Codable`, together with what it stores; none where saying so would not do.
    func makingCodable(_ type: TypeDeclaration) -> [Diagnostic.FixIt] {
        guard let types = becomingCodable(with: type) else { return [] }
        let names = types.map { "'\($0.fullName)'" }
        let list = names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names.last!
        return [Diagnostic.FixIt("make \(list) Codable", types.map { $0.conforming(to: "Codable") })]
    }

    /// The types that have to say that they are `Codable` for a type to be: itself first, then those of what it stores.
    private func becomingCodable(with type: TypeDeclaration) -> [TypeDeclaration]? {
        var found: [TypeDeclaration] = []
        var pending = [type]
        while let next = pending.popLast() {
            guard !found.contains(where: { $0.fullName == next.fullName }) else { continue }
            guard next.becomesCodableBySayingSo else { return nil }
            found.append(next)
            let rules = StorageRules(types: self, index: DeclarationIndex(), context: next.path, hidden: [])
            for stored in next.stored {
                switch rules.obstacle(of: stored) {
                case nil: break
                case .declaration(let inner): pending.append(inner)
                case .existential, .kind, .function: return nil
                }
            }
        }
        return found
    }
}

extension TypeDeclaration {
    /// Whether Swift can make the conformance from what the type stores.
    fileprivate var becomesCodableBySayingSo: Bool {
        guard [.structure, .enumeration, .class].contains(kind), !isGeneric, !mayBeExtendedByMacros else {
            return false
        }
        // Of a class that has a superclass, or that does not say what it stores, it takes a compiler to tell.
        return kind != .class || (!storesInferred && inheritance?.inheritedTypes.isEmpty != false)
    }
}
