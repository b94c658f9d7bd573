/// Rebuilds the chain of activations of an encoded execution, from the root down: each coroutine knows from its state
/// what type its callee is.
public struct CalleeRestoration {
    var container: any UnkeyedDecodingContainer
    var port: AnyObject?

    init(_ container: any UnkeyedDecodingContainer) {
        self.container = container
    }

    /// Reads the next activation.
    ///
    /// - Parameter type: the type of the callee.
    /// - Returns: its activation.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no next activation or it is not of that type.
    public mutating func callee<Callee: Coroutine>(_ type: Callee.Type) throws -> AnyActivation {
        try activation(of: type, port: port as? Port<Callee.Yielded, Callee.Reply>)
    }

    /// Reads the next activation.
    ///
    /// - Parameter callee: stands for the type of the callee.
    /// - Returns: its activation.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no next activation or it is not of that type.
    public mutating func callee<C>(_ callee: Callee<C>) throws -> AnyActivation {
        try self.callee(C.self)
    }

    mutating func activation<C: Coroutine>(of type: C.Type, port: Port<C.Yielded, C.Reply>?) throws -> Activation<C> {
        guard !container.isAtEnd else {
            throw SnapshotError.incompatible("the activation of \(C.identifier) is missing")
        }
        return C.makeActivation(try container.decode(ActivationRecord<C>.self).coroutine, port: port)
    }
}

private enum ActivationKey: String, CodingKey {
    case function
    case frame
}

/// The encoded form of one activation: the identifier of its function, and its frame.
struct ActivationRecord<C: Coroutine>: Decodable {
    let coroutine: C

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ActivationKey.self)
        let function = try container.decode(String.self, forKey: .function)
        guard function == C.identifier else {
            throw SnapshotError.otherCoroutine(expected: C.identifier, found: function)
        }
        coroutine = try container.decode(C.self, forKey: .frame)
    }
}

/// An activation on its way into a snapshot.
struct EncodableActivation: Encodable {
    let activation: AnyActivation

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ActivationKey.self)
        try container.encode(activation.identifier, forKey: .function)
        try activation.encode(to: container.superEncoder(forKey: .frame))
    }
}
