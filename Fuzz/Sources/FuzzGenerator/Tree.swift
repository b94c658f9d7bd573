/// The types of generated values.
enum Kind: String, CaseIterable {
    case int = "Int"
    case bool = "Bool"
    case string = "String"
    case ints = "[Int]"
    case optional = "Int?"
    case pair = "(Int, Int)"
    case point = "Point"
    case optionalPoint = "Point?"
    case shape = "Shape"
    case table = "[String: Int]"
    case nothing = "Void"

    /// The types of variables.
    static let values = allCases.filter { $0 != .nothing }

    /// What the names of functions for this type end with.
    var suffix: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The simplest expression of the type, which needs no context.
    var simplest: String {
        switch self {
        case .int: "0"
        case .bool: "false"
        case .string: "\"\""
        case .ints: "[0]"
        case .optional: "Optional(0)"
        case .pair: "(0, 0)"
        case .point: "Point(x: 0, y: 0)"
        case .optionalPoint: "Point?.none"
        case .shape: "Shape.dot"
        case .table: "[\"a\": 0]"
        case .nothing: "()"
        }
    }
}

/// What evaluating something may do.
struct Effects: OptionSet {
    let rawValue: Int
    static let throwing = Effects(rawValue: 1)
    static let awaiting = Effects(rawValue: 2)
    static let both: Effects = [.throwing, .awaiting]
}

/// A piece of a generated program: text with nodes inside, so that a part can be taken out and the rest still prints.
struct Node: Equatable {
    enum Role: Equatable {
        /// An expression, which any other of its type can replace.
        case expression(Kind)
        /// An expression that is printed with the `try` and `await` that it needs.
        case full(parenthesised: Bool)
        /// An expression whose errors do not show outside.
        case handled
        case statement
        /// Statements in braces.
        case block
        /// Statements without braces, one level deeper.
        case body
        /// A clause on a line of its own, which can be left out.
        case arm
        /// A clause that can be left out.
        case optional
        /// Anything else.
        case plain
    }

    var role: Role
    var pieces: [Piece]
    /// What it does itself, without what is inside of it.
    var effects: Effects = []
    /// The variables that exist from the end of this statement, or from the beginning of this block, on.
    var declares: [Int] = []
    /// The generated function that is called.
    var callee: Int?
    /// Whether control never gets past it.
    var isTerminator = false
}

enum Piece: Equatable {
    case text(String)
    case node(Node)
    /// The name of a variable where it is read, or written, or both, or made.
    case read(Int)
    case write(Int)
    case bind(Int)
    /// `var` if one of the variables is written, else `let`.
    case keyword([Int])
    /// The name of a generated function, or of its coroutine.
    case function(Int)
}

/// What can be written inside a node.
protocol Part {
    var piece: Piece { get }
}

extension String: Part {
    var piece: Piece { .text(self) }
}

extension Node: Part {
    var piece: Piece { .node(self) }
}

extension Piece: Part {
    var piece: Piece { self }
}

extension Node {
    init(_ role: Role, _ parts: [any Part], effects: Effects = [], declares: [Int] = []) {
        self.init(role: role, pieces: parts.map(\.piece), effects: effects, declares: declares, callee: nil)
    }

    /// Whether it is one literal.
    var isLiteral: Bool {
        pieces.allSatisfy { if case .text = $0 { true } else { false } } && effects.isEmpty && callee == nil
    }

    /// Whether it consists of the name of one variable.
    var isName: Bool {
        if case .read = pieces.first { return pieces.count == 1 }
        return false
    }

    /// Whether it or something inside of it awaits or throws where this shows outside.
    var allEffects: Effects {
        var all = effects
        if role == .handled { return [] }
        for case .node(let child) in pieces {
            if case .full = child.role { continue }
            all.formUnion(child.allEffects)
        }
        return all
    }
}

/// A variable of a generated function.
struct Variable: Equatable {
    var name: String
    var kind: Kind
    var isMutable: Bool
}

/// A generated function.
struct Function: Equatable {
    var parameters: [Int]
    var result: Kind
    var port: Port
    var isOnSuspend: Bool
    var body: Node

    /// How the function talks with its driver.
    enum Port: Equatable { case none, yield, exchange }
}

/// Generated functions that call each other, in one file.
struct Unit: Equatable {
    var name: String
    var variables: [Variable]
    /// Functions that were taken out are nil.
    var functions: [Function?]
    /// The arguments with which each function is run, beside its fuel.
    var arguments: [[String]]
}
