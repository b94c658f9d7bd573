import Foundation

/// The names by which snapshots mention types, such as `App.Circle`, and the types that have them.
///
/// What a snapshot says is taken apart and put together anew before it is looked up, so that nothing else than the names of
/// types can be asked for, whatever somebody has written there.
enum TypeName {
    /// The name of a type.
    ///
    /// - Parameter type: the type.
    /// - Returns: nil for types that cannot be found by a name: those that are private, or inside of functions.
    static func name(of type: Any.Type) -> String? {
        cache.name(of: type) {
            let name = String(reflecting: type)
            return self.type(named: name) == type ? name : nil
        }
    }

    /// The type with a name.
    ///
    /// - Parameter name: the name.
    /// - Returns: nil if there is none.
    static func type(named name: String) -> Any.Type? {
        guard name.utf8.count <= 512 else { return nil }
        return cache.type(named: name) {
            var reader = Reader(rest: Substring(name))
            guard let type = reader.type(), reader.rest.isEmpty else { return nil }
            return type.type
        }
    }

    private static let cache = Cache()

    /// What was found: looking takes longer than all else that is done with a value. Names that no type has are not kept:
    /// there can be any number.
    private final class Cache: @unchecked Sendable {
        private let lock = NSLock()
        private var names: [ObjectIdentifier: String?] = [:]
        private var types: [String: Any.Type] = [:]

        func name(of type: Any.Type, _ find: () -> String?) -> String? {
            if let known = lock.withLock({ names[ObjectIdentifier(type)] }) { return known }
            let name = find()
            lock.withLock { names[ObjectIdentifier(type)] = .some(name) }
            return name
        }

        func type(named name: String, _ find: () -> Any.Type?) -> Any.Type? {
            if let known = lock.withLock({ types[name] }) { return known }
            guard let type = find() else { return nil }
            lock.withLock { types[name] = type }
            return type
        }
    }

    private typealias Found = (type: Any.Type, mangled: String)

    private struct Reader {
        var rest: Substring
        /// How many more types may be looked for.
        private var attempts = 256
        private var depth = 0

        init(rest: Substring) {
            self.rest = rest
        }

        /// Reads `Module.Type<Argument, Argument>.Type`.
        mutating func type() -> Found? {
            guard depth < 8 else { return nil }
            depth += 1
            defer { depth -= 1 }
            guard let module = identifier() else { return nil }
            var names: [String] = []
            /// Of each type on the way, mangled one behind the other.
            var arguments: [String] = []
            while take(".") {
                guard let name = identifier(), names.count < 5 else { return nil }
                names.append(name)
                guard let list = self.arguments() else { return nil }
                arguments.append(list)
            }
            guard !names.isEmpty else { return nil }
            let isGeneric = arguments.contains { !$0.isEmpty }
            return find(names, in: module, isGeneric ? "y\(arguments.joined(separator: "_"))G" : "")
        }

        /// Reads `<Argument, Argument>`, if there is such a list.
        private mutating func arguments() -> String? {
            guard take("<") else { return "" }
            var mangled = ""
            repeat {
                guard let argument = type() else { return nil }
                mangled += argument.mangled
            } while take(", ")
            return take(">") ? mangled : nil
        }

        private mutating func identifier() -> String? {
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            guard let first = name.first, !first.isNumber else { return nil }
            rest = rest.dropFirst(name.count)
            return String(name)
        }

        private mutating func take(_ text: String) -> Bool {
            guard rest.hasPrefix(text) else { return false }
            rest = rest.dropFirst(text.count)
            return true
        }

        /// Looks for a type. What kind of type each name is, its name does not tell.
        private mutating func find(_ names: [String], in module: String, _ arguments: String) -> Found? {
            var prefixes = [module == "Swift" ? "s" : "\(module.utf8.count)\(module)"]
            for name in names {
                prefixes = prefixes.flatMap { prefix in
                    ["C", "V", "O"].map { "\(prefix)\(name.utf8.count)\(name)\($0)" }
                }
            }
            for prefix in prefixes {
                guard attempts > 0 else { return nil }
                attempts -= 1
                if let type = _typeByName(prefix + arguments) { return (type, prefix + arguments) }
            }
            return nil
        }
    }
}
