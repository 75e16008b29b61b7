using System.Globalization;
using System.Numerics;
using System.Text;

namespace K8sCache.Storage.Strings;

/// <summary>
/// A number as C's <c>long double</c> on x86-64 has it (64 bits of significand, 15 of exponent): what Redis adds up in
/// INCRBYFLOAT and HINCRBYFLOAT. .NET has none, and a sum in doubles or decimals differs in its last digits.
/// </summary>
public readonly struct LongDouble
{
    private const int SignificandBits = 64;
    private const int ExponentMax = 16383 - (SignificandBits - 1);
    private const int ExponentMin = -16382 - (SignificandBits - 1);

    /// <summary>Digits behind the point that Redis prints, before it takes trailing zeros off.</summary>
    private const int Decimals = 17;

    private static readonly BigInteger Scale = BigInteger.Pow(10, Decimals);

    private readonly bool _isNegative;
    private readonly ulong _significand;
    private readonly int _exponent;

    private LongDouble(bool isNegative, ulong significand, int exponent, bool isInfinite = false)
    {
        _isNegative = isNegative;
        _significand = significand;
        _exponent = exponent;
        IsInfinite = isInfinite;
    }

    /// <summary>An infinity, or what adding them up gives.</summary>
    public bool IsInfinite { get; }

    internal bool IsZero => !IsInfinite && _significand == 0;

    internal static LongDouble Infinite(bool isNegative) => new(isNegative, 0, 0, isInfinite: true);

    /// <summary>As <c>strtold</c> reads it, and no more: a decimal or hexadecimal number or an infinity; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out LongDouble value) => LongDoubleParser.TryParse(text, out value);

    public static LongDouble Add(LongDouble left, LongDouble right)
    {
        if (left.IsInfinite || right.IsInfinite)
            return Infinite(left._isNegative);
        var exponent = Math.Min(left._exponent, right._exponent);
        var sum = left.Scaled(exponent) + right.Scaled(exponent);
        if (sum.IsZero)
            return new LongDouble(left._isNegative && right._isNegative, 0, 0);
        return exponent >= 0
            ? Round(sum.Sign < 0, BigInteger.Abs(sum) << exponent, BigInteger.One)
            : Round(sum.Sign < 0, BigInteger.Abs(sum), BigInteger.One << -exponent);
    }

    /// <summary>The number as Redis prints it: no exponent, up to 17 digits behind the point, no trailing zeros.</summary>
    public byte[] ToText()
    {
        // Rounded to even at a tie, as printf does; beneath, everything is exact.
        var scaled = new BigInteger(_significand) * Scale;
        scaled = _exponent >= 0 ? scaled << _exponent : DivideToEven(scaled, BigInteger.One << -_exponent);
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        var fraction = digits[^Decimals..].TrimEnd('0');
        var text = fraction.Length == 0 ? digits[..^Decimals] : $"{digits[..^Decimals]}.{fraction}";
        return Encoding.ASCII.GetBytes(_isNegative && text != "0" ? "-" + text : text);
    }

    /// <summary>The nearest number to a positive fraction, to even at a tie; 0 and infinity past the range.</summary>
    internal static LongDouble Round(bool isNegative, BigInteger numerator, BigInteger denominator)
    {
        var shift = (int)(SignificandBits - 1 - (numerator.GetBitLength() - denominator.GetBitLength()));
        if (Shifted(numerator, shift) / Shifted(denominator, -shift) >> (SignificandBits - 1) == 0)
            shift++;
        // Below the smallest normal number the bits thin out instead.
        shift = Math.Min(shift, -ExponentMin);
        var significand = DivideToEven(Shifted(numerator, shift), Shifted(denominator, -shift));
        if (significand.GetBitLength() > SignificandBits)
        {
            significand >>= 1;
            shift--;
        }

        return -shift > ExponentMax
            ? Infinite(isNegative)
            : new LongDouble(isNegative, (ulong)significand, significand.IsZero ? 0 : -shift);
    }

    private static BigInteger Shifted(BigInteger number, int by) => by > 0 ? number << by : number;

    private static BigInteger DivideToEven(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (rest << 1).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private BigInteger Scaled(int exponent)
    {
        var whole = new BigInteger(_significand) << (_exponent - exponent);
        return _isNegative ? -whole : whole;
    }
}
