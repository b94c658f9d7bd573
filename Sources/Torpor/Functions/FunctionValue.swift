/// Finds out what a function value is.
///
/// A Swift function value says nothing of itself. What it is made of is known: a pointer to code and one to a context. The
/// context of a closure that generated code has made is its ``FunctionObject``, since it captures nothing else. A
/// function that has been through generic code has thunks of the Swift compiler around it, which pass arguments and
/// results on as they are: their contexts hold the function inside. A closure that somebody else has put around it looks
/// just the same but for the name of its code, which is therefore asked of the program's symbol table, see
/// ``SymbolNames``. Where that tells nothing, the function is not recognised.
@usableFromInline
enum FunctionValue {
    /// A function value as it lies in memory.
    private struct Parts {
        let code: UnsafeRawPointer?
        let context: UnsafeRawPointer?
    }

    /// Whether values of a type are functions, with a context.
    @inlinable
    static func isFunction(_ type: Any.Type) -> Bool {
        let metadata = unsafeBitCast(type, to: UnsafePointer<Int>.self)
        // The bits behind the number of parameters are those of the convention, of which Swift's own is zero.
        return metadata[0] == 0x302 && metadata[1] & 0xFF_0000 == 0
    }

    /// Whether values of a type are functions, or optional ones.
    @inlinable
    static func isOptionalFunction(_ type: Any.Type) -> Bool {
        if isFunction(type) { return true }
        let metadata = unsafeBitCast(type, to: UnsafePointer<Int>.self)
        return metadata[0] == 0x202 && isFunction(unsafeBitCast(metadata[2], to: Any.Type.self))
    }

    /// The object that a function captures, if generated code has made it.
    ///
    /// - Parameters:
    ///   - function: a function.
    ///   - depth: how many thunks are around it, in the end.
    /// - Returns: the object; nil where the function is not recognised.
    static func object<Function>(of function: Function, depth: inout Int) -> AnyFunctionObject? {
        var parts = withUnsafeBytes(of: function) { $0.load(as: Parts.self) }
        depth = 0
        return withExtendedLifetime(function) {
            while parts.code != nil, let context = parts.context {
                if let object = captured(by: context) { return object }
                guard let code = parts.code, SymbolNames.isThunk(code),
                    let captured = capture(of: context, { _ in true })
                else { return nil }
                parts = captured.load(as: Parts.self)
                depth += 1
            }
            return nil
        }
    }

    // MARK: Contexts

    private static var headerSize: Int { 2 * MemoryLayout<Int>.size }

    /// The object, if it is the context, or all that the context holds besides generic arguments.
    private static func captured(by context: UnsafeRawPointer) -> AnyFunctionObject? {
        if let object = object(at: context) { return object }
        return capture(of: context, isClass).flatMap { object(at: $0.load(as: UnsafeRawPointer.self)) }
    }

    /// Where the only value is that a context holds, behind the generic arguments of the code.
    ///
    /// - Parameters:
    ///   - context: the context of a closure.
    ///   - isOfKind: tells of the mangled name of the value's type whether it is as expected.
    /// - Returns: nil for contexts that hold something else.
    private static func capture(
        of context: UnsafeRawPointer,
        _ isOfKind: (UnsafeRawPointer) -> Bool
    ) -> UnsafeRawPointer? {
        let metadata = context.load(as: UnsafeRawPointer.self)
        guard metadata.load(as: Int.self) == 0x400,
            let description = metadata.load(fromByteOffset: headerSize, as: UnsafeRawPointer?.self)
        else { return nil }
        // How many values it captures, from how many places its generic arguments come, and how many of those it holds.
        let counts = description.assumingMemoryBound(to: UInt32.self)
        guard counts[0] == 1 else { return nil }
        let name = description + 3 * MemoryLayout<UInt32>.size
        guard isOfKind(name + Int(name.load(as: Int32.self))) else { return nil }
        return context + headerSize + Int(counts[2]) * MemoryLayout<Int>.size
    }

    /// Whether a mangled name is that of a class, as ``AnyFunctionObject`` and ``FunctionObject`` are: it begins with a
    /// reference to the description of the class.
    private static func isClass(_ name: UnsafeRawPointer) -> Bool {
        let (direct, indirect, kind, ofClass) = (0x01 as UInt8, 0x02 as UInt8, 0x1F as UInt32, 16 as UInt32)
        let reference = name.load(as: UInt8.self)
        guard reference == direct || reference == indirect else { return false }
        // Nothing but the reference, or generic arguments behind it.
        let length = TypeFields.length(of: name)
        guard length == 5 || name.load(fromByteOffset: length - 1, as: UInt8.self) == UInt8(ascii: "G") else {
            return false
        }
        var description = name + 1 + Int((name + 1).loadUnaligned(as: Int32.self))
        if reference == indirect { description = description.loadUnaligned(as: UnsafeRawPointer.self) }
        return description.load(as: UInt32.self) & kind == ofClass
    }

    private static var base: UnsafeRawPointer {
        unsafeBitCast(AnyFunctionObject.self as AnyClass, to: UnsafeRawPointer.self)
    }

    private static func object(at address: UnsafeRawPointer) -> AnyFunctionObject? {
        let metadata = address.load(as: UnsafeRawPointer.self)
        // Of heap objects, classes alone have a superclass; the kind of others is a small number.
        let kind = metadata.load(as: UInt.self)
        guard kind == 0 || kind > 0x7FF else { return nil }
        guard metadata.load(fromByteOffset: MemoryLayout<Int>.size, as: UnsafeRawPointer?.self) == base else {
            return nil
        }
        return Unmanaged<AnyFunctionObject>.fromOpaque(address).takeUnretainedValue()
    }
}

// MARK: - Storing

extension FunctionValue {
    /// Writes a function.
    static func encode<Function>(_ function: Function, to encoder: any Encoder) throws {
        var depth = 0
        guard let object = object(of: function, depth: &depth) else {
            throw unstorable(
                "this function was made outside of durable functions, or put into a closure there",
                encoder
            )
        }
        guard try Self.function(of: object, as: Function.self) != nil else {
            throw unstorable("this function has been converted to \(Function.self) from another type", encoder)
        }
        var container = encoder.singleValueContainer()
        try container.encode(object)
    }

    /// Reads a function.
    static func decode<Function>(_ type: Function.Type, from decoder: any Decoder) throws -> Function {
        let object = try decoder.singleValueContainer().decode(AnyFunctionObject.self)
        guard let function = try function(of: object, as: type) else {
            throw SnapshotError.incompatible("it has a function that is not of type \(type)")
        }
        return function
    }

    private static func unstorable(_ reason: String, _ encoder: any Encoder) -> SnapshotError {
        .unstorable(path: SnapshotError.text(encoder.codingPath), reason: reason)
    }

    private static func function<Function>(of object: AnyFunctionObject, as type: Function.Type) throws -> Function? {
        let made = try object.makeFunction()
        if let function = made as? Function { return function }
        func take<Made>(_ made: Made) -> Function? {
            guard isCalled(Function.self, like: Made.self) else { return nil }
            return unsafeBitCast(made, to: Function.self)
        }
        return _openExistential(made, do: take)
    }

    /// Whether a function of one type can be taken for one of another as it is: it may throw less, and be `Sendable`.
    private static func isCalled(_ type: Any.Type, like other: Any.Type) -> Bool {
        guard isFunction(type), isFunction(other) else { return false }
        let (wanted, given) = (
            unsafeBitCast(type, to: UnsafePointer<Int>.self), unsafeBitCast(other, to: UnsafePointer<Int>.self)
        )
        let (throwing, sendable) = (0x0100_0000, 0x4000_0000)
        let mask = ~(throwing | sendable)
        guard wanted[1] & mask == given[1] & mask, given[1] & throwing == 0 || wanted[1] & throwing != 0 else {
            return false
        }
        // The result and the parameters.
        return (0...(wanted[1] & 0xFFFF)).allSatisfy { wanted[2 + $0] == given[2 + $0] }
    }

    /// Takes the thunks off a function that has gathered some on its way from step to step.
    @usableFromInline
    static func unwrapped<Value>(_ value: Value) -> Value {
        var depth = 0
        guard let object = object(of: value, depth: &depth), depth > 4 else { return value }
        return (try? function(of: object, as: Value.self)) ?? value
    }
}
