/// The functions of which there are activations, each once: a deep stack has few.
struct FunctionTable {
    private(set) var records: [FunctionRecord] = []
    /// The functions by the types of activations, in the order in which these were met. Next to each other are most often
    /// activations of the same type, or of two.
    private var types: [(type: ObjectIdentifier, function: Int)] = []
    /// The same, once there are many.
    private var index: [ObjectIdentifier: Int] = [:]

    init() {}

    init(root: FunctionRecord, _ stack: [AnyActivation] = []) {
        records = [root]
        for activation in stack { add(activation) }
    }

    /// Forgets all but the first functions.
    mutating func keep(_ count: Int) {
        guard count < records.count else { return }
        records.removeLast(records.count - count)
        types.removeAll { $0.function >= count }
        index = index.filter { $0.value < count }
    }

    func index(of activation: AnyActivation) -> Int {
        find(ObjectIdentifier(type(of: activation)))!
    }

    private func find(_ type: ObjectIdentifier) -> Int? {
        for (known, function) in types.prefix(Self.few) where known == type { return function }
        return types.count > Self.few ? index[type] : nil
    }

    private static let few = 8

    mutating func add(_ activation: AnyActivation) {
        let type = ObjectIdentifier(Swift.type(of: activation))
        if find(type) != nil { return }
        let record = activation.function
        // Types that differ in nothing that a snapshot has to know have one name.
        let function = records.firstIndex { $0.identifier == record.identifier } ?? records.count
        if function == records.count { records.append(record) }
        if types.count >= Self.few { index[type] = function }
        types.append((type, function))
    }
}
