import SwiftSyntax

/// The type that an extension extends.
struct ExtendedType {
    /// The type with those around it, outermost first.
    let path: [String]
    /// Its generic arguments, as they are written behind its name.
    let arguments: String

    init(_ type: TypeSyntax, _ index: DeclarationIndex) {
        var type = type
        var seen: Set<String> = []
        while let target = index.aliases[type.trimmedDescription], seen.insert(type.trimmedDescription).inserted {
            type = target
        }
        switch type.as(TypeSyntaxEnum.self) {
        case .arrayType(let array): (path, arguments) = (["Array"], "<\(array.element.trimmedDescription)>")
        case .optionalType(let optional):
            (path, arguments) = (["Optional"], "<\(optional.wrappedType.trimmedDescription)>")
        case .dictionaryType(let dictionary):
            path = ["Dictionary"]
            arguments = "<\(dictionary.key.trimmedDescription), \(dictionary.value.trimmedDescription)>"
        case .identifierType(let identifier):
            path = [identifier.name.identifierText]
            arguments = identifier.genericArgumentClause?.trimmedDescription ?? ""
        case .memberType(let member):
            path = ExtendedType(member.baseType, index).path + [member.name.identifierText]
            arguments = member.genericArgumentClause?.trimmedDescription ?? ""
        default: (path, arguments) = ([type.trimmedDescription], "")
        }
    }
}
