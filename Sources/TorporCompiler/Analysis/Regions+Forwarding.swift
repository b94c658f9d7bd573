/// States that only lead on to another: both are entered by the same code.
extension Regions {
    /// Where a state leads that does nothing of its own.
    private func forward(_ root: BlockID) -> BlockID? {
        let block = machine.blocks[root]
        guard block.statements.isEmpty, case .jump(let target) = block.terminator, isRoot(target),
            target != root
        else { return nil }
        return target
    }

    func isForwarded(_ root: BlockID) -> Bool { final(root) != root }

    private func final(_ root: BlockID) -> BlockID {
        var id = root
        var seen: Set<BlockID> = []
        while let next = forward(id), seen.insert(id).inserted { id = next }
        return forward(id) == nil ? id : root
    }

    func forwarders(to root: BlockID) -> [BlockID] {
        regions.map(\.root).filter { $0 != root && final($0) == root }
    }
}
