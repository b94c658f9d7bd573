import Foundation

/// The values of Foundation that have tags of their own. Where a tag could not say exactly what the value is, the value
/// writes itself.
extension CBORWriter {
    private static let secondsUntilReferenceDate: Double = 978_307_200

    /// Writes an instant as seconds since 1970, whole if possible, else with a fraction or nanoseconds; as seconds since
    /// 2001, which is what it holds, where none of these gives it back.
    func writeDate(_ date: Date, _ key: (any CodingKey)?) throws {
        let reference = date.timeIntervalSinceReferenceDate
        let seconds = reference + Self.secondsUntilReferenceDate
        if (seconds - Self.secondsUntilReferenceDate).bitPattern == reference.bitPattern {
            buffer.append(.tag, CBORTag.epochTime)
            if let whole = Int64(exactly: seconds) {
                buffer.append(integer: whole)
            } else {
                buffer.append(double: seconds)
            }
        } else if let whole = Int64(exactly: reference.rounded(.down)),
            case let nanoseconds = ((reference - Double(whole)) * 1e9).rounded(), nanoseconds < 1e9,
            whole.magnitude < 1 << 53, reference != 0,
            Self.reference(seconds: whole + 978_307_200, nanoseconds: Int64(nanoseconds)) == reference
        {
            buffer.append(.tag, CBORTag.extendedTime)
            buffer.append(.map, 2)
            buffer.append(integer: 1)
            buffer.append(integer: whole + 978_307_200)
            buffer.append(integer: -9)
            buffer.append(integer: Int64(nanoseconds))
        } else {
            try writeScope(date, key)
        }
    }

    /// Seconds since 2001 of whole seconds since 1970 and nanoseconds.
    static func reference(seconds: Int64, nanoseconds: Int64) -> Double {
        Double(seconds &- 978_307_200) + Double(nanoseconds) / 1e9
    }

    func writeUUID(_ uuid: UUID) {
        buffer.append(.tag, CBORTag.uuid)
        buffer.append(.bytes, 16)
        withUnsafeBytes(of: uuid.uuid) { buffer.append($0.bindMemory(to: UInt8.self).baseAddress!, count: 16) }
    }

    func writeURL(_ url: URL, _ key: (any CodingKey)?) throws {
        guard url.baseURL == nil, URL(string: url.relativeString) == url else { return try writeScope(url, key) }
        buffer.append(.tag, CBORTag.uri)
        buffer.append(text: url.relativeString)
    }

    func writeDecimal(_ decimal: Decimal, _ key: (any CodingKey)?) throws {
        guard let parts = DecimalParts(decimal) else { return try writeScope(decimal, key) }
        let isNegative = parts.isNegative && parts.significand > 0
        let magnitude = isNegative ? parts.significand - 1 : parts.significand
        buffer.append(.tag, CBORTag.decimalFraction)
        buffer.append(.array, 2)
        buffer.append(integer: parts.exponent)
        buffer.append(negative: isNegative, magnitude: magnitude)
    }
}

/// A decimal number as a whole number and an exponent of ten.
struct DecimalParts {
    var isNegative: Bool
    var significand: UInt128
    var exponent: Int

    init(isNegative: Bool, significand: UInt128, exponent: Int) {
        self.isNegative = isNegative
        self.significand = significand
        self.exponent = exponent
    }

    /// - Returns: nil for what is not a number, or cannot be made of such parts.
    init?(_ decimal: Decimal) {
        guard !decimal.isNaN, let significand = UInt128("\(decimal.significand.magnitude)") else { return nil }
        self.init(isNegative: decimal.sign == .minus, significand: significand, exponent: decimal.exponent)
        guard self.decimal == decimal else { return nil }
    }

    /// The number; nil if there is none with such an exponent.
    var decimal: Decimal? {
        guard -128...127 ~= exponent, let significand = Decimal(string: String(significand)) else { return nil }
        // The significand may have given zeros to an exponent of its own.
        guard -128...127 ~= exponent + significand.exponent else { return nil }
        return Decimal(sign: isNegative ? .minus : .plus, exponent: exponent, significand: significand)
    }
}
