import Foundation

/// A class of which generated code says what the coder cannot know, and of its subclasses.
public protocol StoredClass: AnyObject {
    /// The classes of the family of which there is something to say, by their names without generic arguments, such as
    /// `App.Tree.Node`.
    static var torporClasses: [String: ClassCoding] { get }
}

/// How the instances of a class are written and read.
public struct ClassCoding: Sendable {
    let properties: [String: String]
    let isPartial: Bool

    /// Describes a class.
    ///
    /// - Parameters:
    ///   - properties: its stored variables that are given what is read from a key, just as it is, by these keys.
    ///   - isPartial: whether it inherits the ways to write and read its instances from a class that does not know all that
    ///     is in them.
    public init(_ properties: [String: String] = [:], isPartial: Bool = false) {
        self.properties = properties
        self.isPartial = isPartial
    }
}

/// A property of an instance, to be set once that exists: a cycle that leads through it is closed by doing so.
struct ReferenceProperty: Sendable {
    let type: any Any.Type
    private let offset: Int
    private let isWeak: Bool

    /// Finds a property.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - owner: the class that declares it.
    /// - Returns: nil where it is none that can stand for nothing until it is set.
    init?(_ name: String, of owner: any AnyObject.Type) {
        // Those of the superclasses come first, and may have the same name.
        for index in (0..<countOfFields(owner)).reversed() {
            var field = FieldDescription()
            let type = descriptionOfField(owner, index: index, &field)
            defer { field.free?(field.name) }
            guard field.name.map({ String(cString: $0) }) == name else { continue }
            guard field.isVariable, type is any PossiblyEmpty.Type else { return nil }
            self.type = type
            offset = offsetOfField(owner, index: index)
            isWeak = !field.isStrong
            return
        }
        return nil
    }

    /// Sets the property.
    ///
    /// - Parameters:
    ///   - owner: the instance.
    ///   - value: of the type of the property.
    func assign(_ owner: AnyObject, _ value: Any) {
        let place = Unmanaged.passUnretained(owner).toOpaque() + offset
        if isWeak {
            // The value is an optional, which bridges to what is in it.
            place.assumingMemoryBound(to: WeakStorage.self).pointee.object = value as AnyObject?
        } else {
            func set<Value>(_: Value.Type) { place.assumingMemoryBound(to: Value.self).pointee = value as! Value }
            _openExistential(type, do: set)
        }
        withExtendedLifetime(owner) {}
    }
}

/// How a weak variable is stored, whatever its class.
private struct WeakStorage {
    weak var object: AnyObject?
}

/// What generated code says of a class, with what it inherits.
struct StoredClassDescription: Sendable {
    /// Whether its instances would be written and read in part.
    let isPartial: Bool
    /// The properties that can be set later, by their keys.
    let properties: [String: ReferenceProperty]

    private static let cache = StoredClassCache()

    /// What is said of a class; nil if nothing is.
    static func of(_ type: any Any.Type) -> StoredClassDescription? {
        guard let stored = type as? any StoredClass.Type else { return nil }
        return cache.description(of: stored)
    }

    init(_ type: any StoredClass.Type) {
        let classes = type.torporClasses
        var properties: [String: ReferenceProperty] = [:]
        var ancestor: AnyClass? = type
        while let owner = ancestor {
            for (key, name) in classes[Self.name(of: owner)]?.properties ?? [:] where properties[key] == nil {
                properties[key] = ReferenceProperty(name, of: owner)
            }
            ancestor = _getSuperclass(owner)
        }
        self.properties = properties
        isPartial = classes[Self.name(of: type)]?.isPartial == true
    }

    /// The name of a class without generic arguments.
    private static func name(of type: AnyClass) -> String {
        var depth = 0
        let name = String(reflecting: type).filter { character in
            if character == "<" { depth += 1 }
            defer { if character == ">" { depth -= 1 } }
            return depth == 0
        }
        // `(extension in App):Swift.Array.Node`
        guard let found = name.wholeMatch(of: #/\(extension in (\w+)\):\w+(\..+)/#) else { return name }
        return "\(found.output.1)\(found.output.2)"
    }
}

/// What was found: looking takes longer than reading an instance.
private final class StoredClassCache: @unchecked Sendable {
    private let lock = NSLock()
    private var descriptions: [ObjectIdentifier: StoredClassDescription] = [:]

    func description(of type: any StoredClass.Type) -> StoredClassDescription {
        if let known = lock.withLock({ descriptions[ObjectIdentifier(type)] }) { return known }
        let found = StoredClassDescription(type)
        lock.withLock { descriptions[ObjectIdentifier(type)] = found }
        return found
    }
}

// MARK: Fields

/// What the Swift runtime says of a stored property, to mirrors too.
private struct FieldDescription {
    var name: UnsafePointer<CChar>?
    var free: (@convention(c) (UnsafePointer<CChar>?) -> Void)?
    var isStrong = false
    var isVariable = false
}

@_silgen_name("swift_reflectionMirror_recursiveCount")
private func countOfFields(_ type: any Any.Type) -> Int

@_silgen_name("swift_reflectionMirror_recursiveChildMetadata")
private func descriptionOfField(
    _ type: any Any.Type,
    index: Int,
    _ field: UnsafeMutablePointer<FieldDescription>
) -> any Any.Type

@_silgen_name("swift_reflectionMirror_recursiveChildOffset")
private func offsetOfField(_ type: any Any.Type, index: Int) -> Int
