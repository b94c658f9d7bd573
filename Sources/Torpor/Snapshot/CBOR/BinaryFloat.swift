/// A floating-point format of IEEE 754, and how the bits of a number in one become those in another. No arithmetic is
/// done with the numbers themselves: processors change the bits of a NaN.
struct BinaryFloat {
    let exponentBits: Int
    let fractionBits: Int

    static let half = BinaryFloat(exponentBits: 5, fractionBits: 10)
    static let single = BinaryFloat(exponentBits: 8, fractionBits: 23)
    static let double = BinaryFloat(exponentBits: 11, fractionBits: 52)

    private var bias: Int { 1 << (exponentBits - 1) - 1 }
    private var largestExponent: UInt64 { 1 << UInt64(exponentBits) - 1 }
    private var implicitBit: UInt64 { 1 << UInt64(fractionBits) }

    private func bits(negative: Bool, exponent: UInt64, fraction: UInt64) -> UInt64 {
        (negative ? 1 << UInt64(exponentBits + fractionBits) : 0) | exponent << UInt64(fractionBits) | fraction
    }

    /// The number in a smaller format.
    ///
    /// - Parameters:
    ///   - bits: a number in this format.
    ///   - target: the smaller format.
    /// - Returns: the same number, a NaN with the same payload; nil where the smaller format lacks it.
    func narrowed(_ bits: UInt64, to target: BinaryFloat) -> UInt64? {
        let negative = bits >> UInt64(exponentBits + fractionBits) != 0
        let exponent = bits >> UInt64(fractionBits) & largestExponent
        let fraction = bits & (implicitBit - 1)
        let surplus = UInt64(fractionBits - target.fractionBits)
        func exact(_ number: UInt64, dropping count: UInt64) -> UInt64? {
            number & (1 << count - 1) == 0 ? number >> count : nil
        }
        if exponent == 0 {
            // What is subnormal here is too small there.
            return fraction == 0 ? target.bits(negative: negative, exponent: 0, fraction: 0) : nil
        }
        if exponent == largestExponent {
            guard let fraction = exact(fraction, dropping: surplus) else { return nil }
            return target.bits(negative: negative, exponent: target.largestExponent, fraction: fraction)
        }
        let power = Int(exponent) - bias + target.bias
        if power >= Int(target.largestExponent) { return nil }
        if power > 0 {
            guard let fraction = exact(fraction, dropping: surplus) else { return nil }
            return target.bits(negative: negative, exponent: UInt64(power), fraction: fraction)
        }
        let shift = Int(surplus) + 1 - power
        guard shift <= fractionBits, let fraction = exact(fraction | implicitBit, dropping: UInt64(shift)) else {
            return nil
        }
        return target.bits(negative: negative, exponent: 0, fraction: fraction)
    }

    /// The number in a larger format.
    ///
    /// - Parameters:
    ///   - bits: a number in this format.
    ///   - target: the larger format.
    /// - Returns: the same number, a NaN with the same payload.
    func widened(_ bits: UInt64, to target: BinaryFloat) -> UInt64 {
        let negative = bits >> UInt64(exponentBits + fractionBits) & 1 != 0
        let exponent = bits >> UInt64(fractionBits) & largestExponent
        var fraction = bits & (implicitBit - 1)
        let surplus = UInt64(target.fractionBits - fractionBits)
        if exponent == largestExponent {
            return target.bits(
                negative: negative,
                exponent: target.largestExponent,
                fraction: fraction << surplus
            )
        }
        if exponent == 0 {
            if fraction == 0 { return target.bits(negative: negative, exponent: 0, fraction: 0) }
            var power = target.bias - bias + 1
            while fraction & implicitBit == 0 {
                fraction <<= 1
                power -= 1
            }
            fraction &= implicitBit - 1
            return target.bits(negative: negative, exponent: UInt64(power), fraction: fraction << surplus)
        }
        let power = UInt64(Int(exponent) - bias + target.bias)
        return target.bits(negative: negative, exponent: power, fraction: fraction << surplus)
    }
}
