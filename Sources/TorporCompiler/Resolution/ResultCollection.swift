import SwiftSyntax

/// How a method of a task group makes one value of the results: `group.reduce(0, +)`, `group.first { $0 > limit }`.
///
/// They are the methods of `AsyncSequence` that do so. A loop takes result after result; some end it before the last.
struct ResultCollection {
    let method: Method
    /// Where it begins, in `reduce`, or what is looked for.
    let value: ExprSyntax?
    /// What is called with each result.
    let function: ExprSyntax?

    enum Method: String {
        case reduce, reduceInto, contains, containsWhere, first, allSatisfy, min, max
    }

    /// - Parameter call: a call of a method of a group; nil is the answer if the method does something else.
    init?(_ call: FunctionCallExprSyntax) {
        guard let member = call.calledExpression.unparenthesised.as(MemberAccessExprSyntax.self) else { return nil }
        let (labels, arguments) = (call.labels, call.allArguments)
        let isTrailing = call.trailingClosure != nil
        switch (member.declName.baseName.text, arguments.count) {
        case ("reduce", 2): self.init(labels[0] == "into" ? .reduceInto : .reduce, arguments[0], arguments[1])
        case ("contains", 1) where isTrailing || labels == ["where"]: self.init(.containsWhere, nil, arguments[0])
        case ("contains", 1) where labels == [nil]: self.init(.contains, arguments[0], nil)
        case ("first", 1) where isTrailing || labels == ["where"]: self.init(.first, nil, arguments[0])
        case ("allSatisfy", 1): self.init(.allSatisfy, nil, arguments[0])
        case ("min", 0): self.init(.min, nil, nil)
        case ("max", 0): self.init(.max, nil, nil)
        case ("min", 1) where isTrailing || labels == ["by"]: self.init(.min, nil, arguments[0])
        case ("max", 1) where isTrailing || labels == ["by"]: self.init(.max, nil, arguments[0])
        default: return nil
        }
    }

    private init(_ method: Method, _ value: ExprSyntax?, _ function: ExprSyntax?) {
        self.method = method
        self.value = value
        self.function = function
    }

    /// What there is before the first result, unless that is told by an argument.
    var start: String {
        switch method {
        case .contains, .containsWhere: "false"
        case .allSatisfy: "true"
        case .reduce, .reduceInto, .first, .min, .max: "nil"
        }
    }

    /// What is so once no further result can change the value.
    ///
    /// - Parameter value: the name of what holds it.
    func end(_ value: String) -> String? {
        switch method {
        case .contains, .containsWhere: value
        case .allSatisfy: "!\(value)"
        case .first: "\(value) != nil"
        case .reduce, .reduceInto, .min, .max: nil
        }
    }

    /// The call of the runtime that takes one more result into account.
    ///
    /// - Parameters:
    ///   - value: the name of what has been made of the results.
    ///   - element: the name of the result.
    /// - Returns: the call up to the argument that is the function or the value.
    func step(_ value: String, _ element: String) -> String {
        switch method {
        case .reduceInto: "Torpor.reduce(into: &\(value), \(element)"
        case .reduce: "Torpor.reduced(\(value), \(element)"
        case .contains, .containsWhere, .allSatisfy: "Torpor.satisfies(\(element)"
        case .first: "Torpor.match(\(element)"
        case .min: "Torpor.least(\(value), \(element)"
        case .max: "Torpor.greatest(\(value), \(element)"
        }
    }

    /// Whether what the call gives is the new value.
    var isAssigned: Bool { method != .reduceInto }
}
