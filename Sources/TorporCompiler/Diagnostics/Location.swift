import SwiftSyntax

/// A place in a source file.
public struct Location: Hashable, Sendable {
    /// The file, as the user named it.
    public var path: String
    /// The line, from 1.
    public var line: Int
    /// The column in UTF-8 code units, from 1, as the Swift compiler counts.
    public var column: Int
    /// How many UTF-8 code units the place covers, line ends included; 0 for a point.
    public var length: Int

    /// Makes a location.
    ///
    /// - Parameters:
    ///   - path: the file, as the user named it.
    ///   - line: the line, from 1.
    ///   - column: the column in UTF-8 code units, from 1.
    ///   - length: how many UTF-8 code units the place covers; 0 for a point.
    public init(path: String, line: Int, column: Int, length: Int = 0) {
        self.path = path
        self.line = line
        self.column = column
        self.length = length
    }

    /// The location of a range of a file.
    ///
    /// - Parameters:
    ///   - range: the range.
    ///   - path: the file, as the user named it.
    ///   - lines: where the lines of the file begin.
    init(_ range: Range<AbsolutePosition>, path: String, lines: LineTable) {
        let start = lines.place(of: range.lowerBound.utf8Offset)
        let length = range.upperBound.utf8Offset - range.lowerBound.utf8Offset
        self.init(path: path, line: start.line, column: start.column, length: length)
    }

    /// The location of a node, without the white space and the comments around it.
    ///
    /// - Parameters:
    ///   - node: the node.
    ///   - path: the file, as the user named it.
    ///   - lines: where the lines of the node's file begin.
    init(of node: some SyntaxProtocol, path: String, lines: LineTable) {
        let start = lines.place(of: node.positionAfterSkippingLeadingTrivia.utf8Offset)
        self.init(path: path, line: start.line, column: start.column, length: node.trimmedLength.utf8Length)
    }
}

extension Location: Comparable {
    /// Orders locations by path, line, column and length.
    public static func < (left: Self, right: Self) -> Bool {
        (left.path, left.line, left.column, left.length) < (right.path, right.line, right.column, right.length)
    }
}

extension Location: CustomStringConvertible {
    /// The location as compilers write it: `path:line:column`.
    public var description: String { "\(path):\(line):\(column)" }
}
