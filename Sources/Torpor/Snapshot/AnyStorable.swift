/// A value that can perhaps be stored, found out while running: generic code knows nothing of its type.
struct AnyStorable<Value>: Encodable {
    private let value: StoredValue<Value>

    /// - Parameter value: the value.
    /// - Returns: nil for a value of a type that cannot be stored.
    init?(_ value: Value) {
        guard StoredValue<Value>.isStorable else { return nil }
        // Whether what is behind `any P` can be stored, only the value tells.
        if case .existential = StorageKind(Value.self), !(value is any Codable) { return nil }
        self.value = StoredValue(value)
    }

    func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}
