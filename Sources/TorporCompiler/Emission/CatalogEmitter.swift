import SwiftSyntax

/// Prints the catalog of a module: its coroutines by identifier, and its errors that can be stored.
enum CatalogEmitter {
    static func emit(
        _ functions: [DurableFunction],
        errors: [String],
        classes: [StoredClass],
        synthesized: [TypeDeclaration],
        records: [FunctionRecord],
        module: String
    ) -> String {
        var writer = Writer(path: "")
        writer.line("\(Compiler.marker) \(Compiler.version). Do not edit.")
        writer.line()
        let access = ["public", "package"].first { access in
            classes.contains { $0.access == access } || records.contains { $0.type.access == access }
                || synthesized.contains { $0.access == access }
        }
        writer.line((access.map { $0 + " " } ?? "") + "import Torpor")
        writer.line()
        writer.line("/// The coroutines of the module.")
        writer.block("enum \(module)Coroutines {") { writer in
            writer.line("/// The coroutine types by the identifiers of their functions.")
            writer.block("static var all: [Swift.String: any Torpor.Coroutine.Type] {") { writer in
                // A generic coroutine is a type only together with its arguments.
                let listed = functions.filter { !$0.isGeneric }.map { ($0.identifier, $0.qualifiedTypeName) }
                writer.block("Torpor.catalog([", "])") { writer in
                    let types = listed.sorted { $0.0 < $1.0 }.map { "\($0.1).self," }
                    for line in types.filled(to: Writer.width - 12, separator: " ") { writer.line(line) }
                }
            }
            writer.line()
            writer.line("/// The errors that keep their type in a snapshot.")
            let list = errors.sorted().map { "\($0).self" }.joined(separator: ", ")
            writer.line("static var errors: [any (Swift.Error & Swift.Codable).Type] { [\(list)] }")
        }
        writer.line()
        passing(module, into: &writer)
        for stored in classes {
            writer.line()
            stored.emit(module: module, into: &writer)
        }
        for record in records {
            if record.type.kind == .enumeration {
                choice(record.type, into: &writer)
            } else {
                self.record(record, into: &writer)
            }
        }
        SynthesizedCoding.emit(synthesized, into: &writer)
        return writer.text
    }

    /// What each coroutine of the module begins with, so that none has to name the errors.
    private static func passing(_ module: String, into writer: inout Writer) {
        writer.block("extension Torpor.Pass {") { writer in
            writer.line("/// Begins with the frame of a coroutine of this module.")
            writer.line("mutating func begin<State, C: Torpor.Coroutine>(")
            writer.line("    _ state: inout State, _ activation: inout Torpor.ActivationReference<C>")
            writer.line(") throws { try begin(&state, &activation, \(module)Coroutines.errors) }")
        }
    }

    /// What puts functions into the properties of a struct that is stored field by field.
    private static func record(_ record: FunctionRecord, into writer: inout Writer) {
        let access = record.type.access == "internal" ? "" : record.type.access + " "
        writer.line()
        writer.block("extension \(record.type.fullName): Torpor.FrameRecord {") { writer in
            // No type can be declared in a function that is generic.
            for (position, property) in record.properties.enumerated() where record.type.isGeneric {
                let type = property.type.trimmedDescription
                writer.line("private struct _Property\(position + 1) { let value: \(type) }")
            }
            writer.line(
                "\(access)static func _put(_ value: Any, _ property: Swift.String, at place: Swift.UnsafeMutableRawPointer)"
            )
            writer.block("    -> Swift.Bool {") { writer in
                writer.line("switch property {")
                for (position, (name, type)) in record.properties.enumerated() {
                    let place = record.type.isGeneric ? "_Property\(position + 1)" : "Property"
                    writer.line("case \"\(name)\":")
                    writer.indented { writer in
                        let spelled = type.trimmedDescription
                        if !record.type.isGeneric { writer.line("struct Property { let value: \(spelled) }") }
                        writer.line(
                            "guard let value = value as? \(type.isFunctionType ? "(\(spelled))" : spelled) else { return false }"
                        )
                        writer.line("place.initializeMemory(as: \(place).self, to: \(place)(value: value))")
                        writer.line("return true")
                    }
                }
                writer.line("default: return false")
                writer.line("}")
            }
        }
    }

    /// How an enum is stored case by case.
    private static func choice(_ type: TypeDeclaration, into writer: inout Writer) {
        let access = type.access == "internal" ? "" : type.access + " "
        let cases = type.elements.map { element in
            let parameters = element.parameterClause.map { Array($0.parameters) } ?? []
            return (name: element.name, parameters: parameters)
        }
        writer.line()
        writer.block("extension \(type.fullName): Torpor.FrameChoice {") { writer in
            let types = type.stored.map { "(\($0.trimmedDescription)).self" }.joined(separator: ", ")
            writer.line("\(access)static var _payloads: [Any.Type] { [\(types)] }")
            writer.line()
            writer.block("\(access)func _write(to payload: inout Torpor.ChoiceWriter) throws {") { writer in
                writer.line("switch self {")
                for (name, parameters) in cases {
                    let names = parameters.indices.map { "_\($0 + 1)" }
                    let pattern = names.isEmpty ? "" : "(" + names.map { "let \($0)" }.joined(separator: ", ") + ")"
                    writer.line("case .\(name.text)\(pattern):")
                    writer.indented { writer in
                        writer.line("try payload.begin(\"\(name.identifierText)\")")
                        for name in names { writer.line("try payload.add(\(name))") }
                    }
                }
                writer.line("}")
            }
            writer.line()
            writer.block("\(access)static func _read(from payload: inout Torpor.ChoiceReader) throws -> Self {") {
                writer in
                writer.line("switch payload.name {")
                for (name, parameters) in cases {
                    let values = parameters.map { parameter in
                        let label = parameter.firstName.flatMap { $0.tokenKind == .wildcard ? nil : "\($0.text): " }
                        return "\(label ?? "")try payload.next()"
                    }
                    let payload = values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"
                    writer.line("case \"\(name.identifierText)\": return .\(name.text)\(payload)")
                }
                writer.line("default: throw payload.unknown")
                writer.line("}")
            }
        }
    }
}
