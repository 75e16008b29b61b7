using System.Globalization;
using System.Numerics;

namespace K8sCache.LocalCluster.Quantities;

/// <summary>
/// An amount of a resource as apimachinery's <c>resource.Quantity</c> judges it: exact, at least a nano, at most 2^63 - 1 where
/// it has a binary suffix. Source: <c>pkg/api/resource/quantity.go</c>.
/// </summary>
/// <remarks>The value is the digits times ten to the exponent. An exponent is never written out unless another amount is of that size.</remarks>
internal sealed class Quantity : IComparable<Quantity>
{
    public const string Problem =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    /// <summary>The one of a form that is right, with a suffix that there is not.</summary>
    private const string SuffixProblem = "unable to parse quantity's suffix";

    private const int NanoExponent = -9;
    private readonly BigInteger _digits;
    private readonly long _exponent;
    private readonly QuantityFormat _format;

    private Quantity(BigInteger digits, long exponent, QuantityFormat format)
    {
        if (digits.IsZero) exponent = 0;
        while (!digits.IsZero && BigInteger.DivRem(digits, 10, out var last) is var shorter && last.IsZero)
            (digits, exponent) = (shorter, exponent + 1);
        (_digits, _exponent, _format) = (digits, exponent, format);
    }

    public static Quantity Zero { get; } = new(0, 0, QuantityFormat.DecimalSI);

    private static Quantity Largest { get; } = new(long.MaxValue, 0, QuantityFormat.BinarySI);

    public int Sign => _digits.Sign;

    public bool IsInteger => _exponent >= 0 && FitsInteger;

    private bool FitsInteger => Magnitude.CompareTo(Largest) <= 0;

    private Quantity Magnitude => new(BigInteger.Abs(_digits), _exponent, _format);

    public static Quantity? TryParse(string text) => Parse(text, out _);

    /// <returns>Null for what is none, with the reason in apimachinery's words.</returns>
    public static Quantity? Parse(string text, out string problem)
    {
        problem = Problem;
        if (QuantityText.Scan(text) is not { } parts) return null;
        problem = SuffixProblem;
        if (!QuantitySuffix.TryParse(parts.Suffix, out var suffix)) return null;
        var digits = BigInteger.Parse(parts.Whole + parts.Decimals, NumberStyles.None, CultureInfo.InvariantCulture);
        if (parts.IsNegative) digits = -digits;
        var isBinary = suffix.Format == QuantityFormat.BinarySI;
        if (isBinary) digits <<= suffix.Exponent;
        var quantity = AtLeastNano(digits, (isBinary ? 0L : suffix.Exponent) - parts.Decimals.Length, suffix.Format);
        return isBinary && !quantity.FitsInteger ? new Quantity(digits.Sign * (BigInteger)long.MaxValue, 0, suffix.Format) : quantity;
    }

    public int CompareTo(Quantity? other)
    {
        if (other is null || Sign != other.Sign || Sign == 0) return Sign.CompareTo(other?.Sign ?? int.MinValue);
        var places = FirstPlace().CompareTo(other.FirstPlace());
        if (places != 0) return places * Sign;
        var common = Math.Min(_exponent, other._exponent);
        return At(common).CompareTo(other.At(common));
    }

    public Quantity Plus(Quantity other)
    {
        var common = Math.Min(_exponent, other._exponent);
        return new Quantity(At(common) + other.At(common), common, Sign == 0 ? other._format : _format);
    }

    public Quantity Minus(Quantity other) => Plus(new Quantity(-other._digits, other._exponent, other._format));

    /// <summary>A whole number as a quantity.</summary>
    public static Quantity Of(long value) => new(value, 0, QuantityFormat.DecimalSI);

    /// <summary>How many of the divisor it takes, rounded up; 0 where the divisor is 0.</summary>
    public BigInteger DivideRoundedUp(Quantity divisor)
    {
        if (divisor.Sign == 0) return 0;
        var common = Math.Min(_exponent, divisor._exponent);
        var quotient = BigInteger.DivRem(At(common), divisor.At(common), out var rest);
        return rest.IsZero || rest.Sign != divisor.Sign ? quotient : quotient + 1;
    }

    /// <exception cref="OverflowException">Not a whole number, or too large for one.</exception>
    public long ToInteger() => IsInteger ? (long)At(0) : throw new OverflowException("cannot convert value to integer");

    public double ToDouble() => (double)_digits * Math.Pow(10, _exponent);

    /// <summary>The canonical text: the largest suffix of its family that leaves a whole number.</summary>
    public override string ToString()
    {
        if (Sign == 0) return "0";
        if (_format == QuantityFormat.BinarySI && _exponent >= 0 && Magnitude.CompareTo(Of(1024)) >= 0)
        {
            var (value, thousands) = (At(0), 0);
            while (BigInteger.DivRem(value, 1024, out var rest) is var shorter && rest.IsZero) (value, thousands) = (shorter, thousands + 1);
            return value.ToString(CultureInfo.InvariantCulture) + QuantitySuffix.OfBinary(thousands);
        }

        // Down to a multiple of three, for which there are suffixes.
        var exponent = _exponent - ((_exponent % 3) + 3) % 3;
        return At(exponent).ToString(CultureInfo.InvariantCulture) + QuantitySuffix.OfDecimal(exponent, _format);
    }

    public override bool Equals(object? obj) => obj is Quantity other && CompareTo(other) == 0;

    public override int GetHashCode() => HashCode.Combine(_digits, _exponent);

    private static Quantity AtLeastNano(BigInteger digits, long exponent, QuantityFormat format)
    {
        if (exponent >= NanoExponent || digits.IsZero) return new Quantity(digits, exponent, format);
        if (DigitCount(digits) + exponent < NanoExponent) return new Quantity(digits.Sign, NanoExponent, format);
        var nanos = BigInteger.DivRem(digits, BigInteger.Pow(10, (int)(NanoExponent - exponent)), out var rest);
        return new Quantity(rest.IsZero ? nanos : nanos + digits.Sign, NanoExponent, format);
    }

    private BigInteger At(long exponent) => _digits * BigInteger.Pow(10, (int)(_exponent - exponent));

    private long FirstPlace() => DigitCount(_digits) + _exponent;

    private static int DigitCount(BigInteger digits) => BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}
