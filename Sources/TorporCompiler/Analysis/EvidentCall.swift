import SwiftSyntax

/// A call of which the text tells what it returns.
struct EvidentCall {
    private let call: FunctionCallExprSyntax
    private let expression: EvidentExpression
    /// Whether nothing around the call has a say in its type.
    private let isAlone: Bool
    private let labels: [String?]

    /// - Returns: nil if the call is given closures, which may have a say in its type.
    init?(_ call: FunctionCallExprSyntax, _ expression: EvidentExpression, _ isAlone: Bool) {
        guard call.trailingClosure == nil else { return nil }
        self.call = call
        self.expression = expression
        self.isAlone = isAlone
        labels = call.labels
    }

    private var index: DeclarationIndex { expression.index }
    private var arguments: [ExprSyntax] { call.arguments.map(\.expression) }

    var type: String? {
        switch call.calledExpression.as(ExprSyntaxEnum.self) {
        case .arrayExpr(let array):
            guard labels == ["repeating", "count"], array.elements.count == 1,
                array.elements.first!.expression.isTypeName
            else { return nil }
            return expression.resolution.spelling(of: array)
        case .dictionaryExpr(let dictionary):
            let isType = dictionary.descendants(DictionaryElementSyntax.self).allSatisfy {
                $0.key.isTypeName && $0.value.isTypeName
            }
            return labels.isEmpty && isType ? dictionary.trimmedDescription : nil
        case .declReferenceExpr(let reference): return ofFunction(reference)
        case .memberAccessExpr(let member): return ofMethod(member)
        default: return nil
        }
    }

    // MARK: Functions

    private func ofFunction(_ reference: DeclReferenceExprSyntax) -> String? {
        let name = reference.baseName.identifierText
        guard expression.resolution.bindings[reference.id] == nil, !expression.resolution.isOwn(reference.id),
            reference.argumentNames == nil
        else { return nil }
        if index.functions[name] != nil { return ofGenericFunction(name) }
        if let type = ofInitializer(name) { return type }
        switch name {
        case "String" where expression.isStandard(name):
            let isPlain = [[nil], ["describing"], ["reflecting"], ["repeating", "count"]].contains(labels)
            return isPlain ? name : nil
        case "Int" where expression.isStandard(name), "Double" where expression.isStandard(name):
            let isNumber = labels == [nil] && expression.type(of: arguments[0], isAlone: true)?.isNumber == true
            return isNumber ? name : nil
        case "abs" where labels == [nil], "min" where labels == [nil, nil], "max" where labels == [nil, nil]:
            return expression.common(arguments, isAlone).flatMap { $0.isNumber ? $0 : nil }
        case "zip" where labels == [nil, nil] && isAlone:
            let types = arguments.compactMap { expression.type(of: $0, isAlone: true) }.filter(\.isList)
            return types.count == 2 ? "Swift.Zip2Sequence<\(types[0]), \(types[1])>" : nil
        case "stride" where labels == ["from", "to", "by"]:
            return expression.common(arguments, isAlone) == "Int" ? "Swift.StrideTo<Int>" : nil
        case "stride" where labels == ["from", "through", "by"]:
            return expression.common(arguments, isAlone) == "Int" ? "Swift.StrideThrough<Int>" : nil
        default: return nil
        }
    }

    /// The type that an initializer makes, of a type at module level.
    private func ofInitializer(_ name: String) -> String? {
        guard let type = index.type([name]), type.kind == .value || type.kind == .object, !type.isGeneric,
            !index.memberTypeNames.contains(name), labels != ["rawValue"]
        else { return nil }
        let (ancestors, isComplete) = index.ancestry([name])
        return isComplete && ancestors.allSatisfy { index.type($0)?.hasFailableInitializer != true } ? name : nil
    }

    /// What a function returns that returns something of the type of what it is given.
    private func ofGenericFunction(_ name: String) -> String? {
        let functions = index.functions(named: name, labels: labels)
        guard let only = functions.first, functions.count == 1, index.functions[name]?.count == 1, only.isGeneric,
            only.context.isEmpty, let result = only.returnType, result.isPlain, expression.isStandard(result),
            let positions = only.positions(ofLabels: labels)
        else { return nil }
        let given = zip(positions, arguments).filter { only.parameters[$0.0].type == result }.map(\.1)
        let mentions = only.parameters.filter { $0.type.identifiers.contains(result) }
        guard !given.isEmpty, mentions.allSatisfy({ $0.type == result && !$0.isVariadic }) else { return nil }
        return expression.common(given, isAlone).flatMap { $0.isOfLiterals ? $0 : nil }
    }

    // MARK: Methods

    private func ofMethod(_ member: MemberAccessExprSyntax) -> String? {
        if let type = expression.typeOfCase(member, hasValues: true) { return type }
        guard let base = member.base, member.declName.argumentNames == nil,
            let type = expression.type(of: base, isAlone: true)
        else { return nil }
        let name = member.declName.baseName.identifierText
        // A method that the module adds may have the same name.
        if index.functions[name] != nil { return type.isPlain ? ofDeclaredMethod(name, type) : nil }
        switch (type, name) {
        case (_, "contains") where type.isList && labels == [nil]: return "Bool"
        case ("String", "hasPrefix"), ("String", "hasSuffix"): return "Bool"
        case ("String", "uppercased"), ("String", "lowercased"): return "String"
        case ("[String]", "joined"): return "String"
        case (_, "enumerated") where type.isList: return "Swift.EnumeratedSequence<\(type)>"
        case (_, "reversed") where type.isList && isAlone: return "Swift.ReversedCollection<\(type)>"
        case (_, "sorted") where type.isList && labels.isEmpty: return type
        case (_, "removeFirst") where labels.isEmpty, (_, "removeLast") where labels.isEmpty: return type.element
        case (_, "popLast") where labels.isEmpty: return type.element.map { $0 + "?" }
        default: return nil
        }
    }

    private func ofDeclaredMethod(_ name: String, _ type: String) -> String? {
        let functions = index.functions(named: name, labels: labels)
        guard let only = functions.first, functions.count == 1, only.context == [type], !only.isGeneric,
            !only.isStatic, !index.isGeneric([type]), let result = only.returnType,
            expression.meansTheSame(result, in: type)
        else { return nil }
        return result
    }
}
