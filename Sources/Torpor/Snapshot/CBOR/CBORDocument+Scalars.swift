import Foundation

/// How values that are one item are read.
extension CBORDocument {
    @inline(__always)
    func integer<Number: FixedWidthInteger>(
        _ type: Number.Type,
        at position: Position,
        _ path: @autoclosure () -> CBORPath
    ) throws -> Number {
        let head = head(position)
        if head.major == .unsigned, let number = Number(exactly: head.argument) { return number }
        return try rareInteger(type, at: position, path())
    }

    private func rareInteger<Number: FixedWidthInteger>(
        _ type: Number.Type,
        at position: Position,
        _ path: CBORPath
    ) throws -> Number {
        guard let (negative, magnitude) = integer(position) else { throw mismatch(type, at: position, path) }
        if !negative, let number = Number(exactly: magnitude) { return number }
        if negative, Number.isSigned, let number = Number(exactly: magnitude) { return ~number }
        throw DecodingError.dataCorrupted(path.context("the number does not fit \(type)"))
    }

    func bool(at position: Position, _ path: @autoclosure () -> CBORPath) throws -> Bool {
        switch base[Int(position.offset)] {
        case CBORByte.true: return true
        case CBORByte.false: return false
        default: throw mismatch(Bool.self, at: position, path())
        }
    }

    func double(at position: Position, _ path: @autoclosure () -> CBORPath) throws -> Double {
        let head = head(position)
        if let number = double(head) { return number }
        if let number = exactNumber(Double.self, at: position) { return number }
        // An instant that is asked for the number that it holds.
        if let date = date(position) { return date.timeIntervalSinceReferenceDate }
        throw mismatch(Double.self, at: position, path())
    }

    func float(at position: Position, _ path: @autoclosure () -> CBORPath) throws -> Float {
        let head = head(position)
        if head.major == .simple {
            switch head.information {
            case 25:
                let bits = BinaryFloat.half.widened(head.argument, to: .single)
                return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            case 26: return Float(bitPattern: UInt32(truncatingIfNeeded: head.argument))
            case 27:
                guard let bits = BinaryFloat.double.narrowed(head.argument, to: .single) else {
                    throw DecodingError.dataCorrupted(path().context("the number does not fit Float"))
                }
                return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            default: break
            }
        }
        if let number = exactNumber(Float.self, at: position) { return number }
        throw mismatch(Float.self, at: position, path())
    }

    /// A whole number where one with a fraction is asked for, if that has it.
    private func exactNumber<Number: BinaryFloatingPoint>(_ type: Number.Type, at position: Position) -> Number? {
        guard let (negative, magnitude) = integer(position) else { return nil }
        if negative { return Int128(exactly: magnitude).flatMap { Number(exactly: ~$0) } }
        return Number(exactly: magnitude)
    }

    func string(at position: Position, _ path: @autoclosure () -> CBORPath) throws -> String {
        if let text = text(position) { return text }
        // An identifier that is asked for the text that it would be.
        if let uuid = uuid(position) { return uuid.uuidString }
        if head(position).major == .text {
            throw DecodingError.dataCorrupted(path().context("the text is not in UTF-8"))
        }
        throw mismatch(String.self, at: position, path())
    }

    /// What is wrong with an item that is not what was asked for.
    func mismatch(_ type: any Any.Type, at position: Position, _ path: CBORPath) -> DecodingError {
        let head = head(position)
        if isNull(position) { return .valueNotFound(type, path.context("there is nothing")) }
        return .typeMismatch(type, path.context("there is \(Self.name(of: head))"))
    }

    private static func name(of head: CBORHead) -> String {
        switch head.major {
        case .unsigned, .negative: "a whole number"
        case .bytes: "data"
        case .text: "text"
        case .array: "a list"
        case .map: "a map"
        case .tag: "a value with the tag \(head.argument)"
        case .simple: (25...27).contains(head.information) ? "a number" : "a simple value"
        }
    }

    // MARK: Values of Foundation

    /// The instant of an item that is tagged as one.
    func date(_ position: Position) -> Date? {
        let head = head(position)
        guard head.major == .tag else { return nil }
        let place = content(position)
        if head.argument == CBORTag.epochTime {
            guard let seconds = double(self.head(place)) ?? exactNumber(Double.self, at: place) else { return nil }
            return Date(timeIntervalSinceReferenceDate: seconds - 978_307_200)
        }
        guard head.argument == CBORTag.extendedTime, self.head(place).major == .map else { return nil }
        let (first, count) = contents(place)
        guard count == 2 else { return nil }
        let seconds = next(first)
        let key = next(seconds)
        guard signed(first) == 1, signed(key) == -9, let whole = signed(seconds), let rest = signed(next(key)) else {
            return nil
        }
        return Date(timeIntervalSinceReferenceDate: CBORWriter.reference(seconds: whole, nanoseconds: rest))
    }

    private func signed(_ position: Position) -> Int64? {
        guard let (negative, magnitude) = integer(position), let number = Int64(exactly: magnitude) else { return nil }
        return negative ? ~number : number
    }

    /// The identifier of an item that is tagged as one.
    func uuid(_ position: Position) -> UUID? {
        let head = head(position)
        guard head.major == .tag, head.argument == CBORTag.uuid else { return nil }
        let content = self.head(content(position))
        guard content.major == .bytes, content.argument == 16 else { return nil }
        return string(content).withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// The URL of an item that is tagged as one, or of text.
    func url(_ position: Position) -> URL? {
        let head = head(position)
        let isTagged = head.major == .tag && head.argument == CBORTag.uri
        return text(isTagged ? content(position) : position).flatMap { URL(string: $0) }
    }

    /// The decimal number of an item that is tagged as one, or of a whole number.
    func decimal(_ position: Position) -> Decimal? {
        let head = head(position)
        var parts: DecimalParts?
        if head.major == .tag, head.argument == CBORTag.decimalFraction {
            let place = content(position)
            guard self.head(place).major == .array, case let (first, count) = contents(place), count == 2,
                let exponent = signed(first), let (negative, magnitude) = integer(next(first))
            else { return nil }
            let (significand, overflows) = negative ? magnitude.addingReportingOverflow(1) : (magnitude, false)
            if !overflows {
                parts = DecimalParts(isNegative: negative, significand: significand, exponent: Int(exponent))
            }
        } else if let (negative, magnitude) = integer(position), magnitude < .max {
            parts = DecimalParts(isNegative: negative, significand: negative ? magnitude + 1 : magnitude, exponent: 0)
        }
        return parts?.decimal
    }
}
