using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// An amount of a resource: <c>500m</c>, <c>1.5Gi</c>, <c>2e3</c>, <c>-1</c>. Exact, however large or small; equal amounts are
/// equal, however written.
/// </summary>
/// <remarks>
/// For types of our own: it keeps the text as written, and no text makes it work without bound, for an exponent is never written
/// out. As in <c>k8s.io/apimachinery/pkg/api/resource</c> amounts below 1 nano are rounded away from zero, and those with a
/// binary suffix end at 2^63 - 1.
/// </remarks>
[JsonConverter(typeof(QuantityConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    /// <summary>Longest text taken for a quantity, in characters: far more than any amount needs.</summary>
    public const int MaxTextLength = 256;

    private const int NanoExponent = -9;

    // Digits times ten to the exponent; the last digit is not 0, so that equal amounts have equal parts.
    private readonly BigInteger _digits;
    private readonly long _exponent;
    private readonly string? _text;

    private Quantity(BigInteger digits, long exponent, string text)
    {
        (_digits, _exponent) = Normalise(digits, exponent);
        _text = text;
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _digits.Sign;

    public static Quantity Parse(string text) => TryParse(text, out var quantity)
        ? quantity
        : throw new FormatException(
            $"'{text}' is not a quantity: a number with n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent.");

    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (text is not { Length: > 0 and <= MaxTextLength }
            || !QuantityText.TrySplit(text, out var number)
            || !QuantitySuffix.TryParse(number.Suffix, out var suffix))
            return false;

        var digits = number.Digits * suffix.Factor;
        var (rounded, exponent) = RoundToNano(digits, suffix.Exponent - number.Decimals);
        quantity = suffix.IsBinary && new Quantity(rounded, exponent, "").Magnitude().CompareTo(Largest) > 0
            ? new Quantity(long.MaxValue * rounded.Sign, 0, text)
            : new Quantity(rounded, exponent, text);
        return true;
    }

    /// <summary>Bytes, written with the largest binary suffix that divides them: <c>1Gi</c>, <c>1025Ki</c>.</summary>
    public static Quantity FromBytes(long bytes) => new(bytes, 0, QuantitySuffix.FormatBinary(bytes));

    /// <summary>Thousandths, as CPUs are counted: <c>250m</c>, <c>2</c>.</summary>
    public static Quantity FromMilli(long milli) => new(
        milli, -3,
        milli % 1000 == 0
            ? (milli / 1000).ToString(CultureInfo.InvariantCulture)
            : milli.ToString(CultureInfo.InvariantCulture) + "m");

    /// <summary>Whole base units, rounded away from zero: never less than what was asked for.</summary>
    /// <exception cref="OverflowException">Beyond 2^63 - 1 either way.</exception>
    public long ToInt64()
    {
        if (Magnitude().CompareTo(Largest) > 0)
            throw new OverflowException($"{this} is beyond {long.MaxValue}");
        return _exponent >= 0
            ? (long)(_digits * BigInteger.Pow(10, (int)_exponent))
            : (long)DivideAwayFromZero(_digits, BigInteger.Pow(10, (int)-_exponent));
    }

    /// <summary>The package's form of it, for its models; amounts beyond what that can hold become the largest it can.</summary>
    public ResourceQuantity ToModel() => new(
        ToDecimal(), 0, ToString().EndsWith('i') ? ResourceQuantity.SuffixFormat.BinarySI : ResourceQuantity.SuffixFormat.DecimalSI);

    public int CompareTo(Quantity other)
    {
        if (_digits.Sign != other._digits.Sign || _digits.IsZero)
            return _digits.Sign.CompareTo(other._digits.Sign);
        // By the place of the first digit, so that only amounts of about one size are ever written out.
        var places = FirstPlace().CompareTo(other.FirstPlace());
        if (places != 0)
            return places * _digits.Sign;
        var common = Math.Min(_exponent, other._exponent);
        return At(common).CompareTo(other.At(common));
    }

    public bool Equals(Quantity other) => _exponent == other._exponent && _digits == other._digits;
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(_digits, _exponent);
    public override string ToString() => _text ?? "0";

    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    private static Quantity Largest { get; } = new(long.MaxValue, 0, "");

    private Quantity Magnitude() => new(BigInteger.Abs(_digits), _exponent, "");

    private BigInteger At(long exponent) => _digits * BigInteger.Pow(10, (int)(_exponent - exponent));

    private long FirstPlace() => DigitCount(_digits) + _exponent;

    private decimal ToDecimal()
    {
        const int DecimalPlaces = 28; // decimal.MaxValue has 29 digits.
        if (FirstPlace() > DecimalPlaces)
            return _digits.Sign * decimal.MaxValue;
        return _exponent >= 0
            ? (decimal)At(0)
            // Nine places at most: whole and rest each fit.
            : (decimal)BigInteger.DivRem(_digits, BigInteger.Pow(10, (int)-_exponent), out var rest)
                + (decimal)rest / (decimal)BigInteger.Pow(10, (int)-_exponent);
    }

    private static (BigInteger Digits, long Exponent) Normalise(BigInteger digits, long exponent)
    {
        if (digits.IsZero)
            return (digits, 0);
        while (BigInteger.DivRem(digits, 10, out var last) is var shorter && last.IsZero)
            (digits, exponent) = (shorter, exponent + 1);
        return (digits, exponent);
    }

    private static (BigInteger Digits, long Exponent) RoundToNano(BigInteger digits, long exponent)
    {
        if (exponent >= NanoExponent || digits.IsZero)
            return (digits, exponent);
        return DigitCount(digits) + exponent < NanoExponent
            ? (digits.Sign, NanoExponent)
            : (DivideAwayFromZero(digits, BigInteger.Pow(10, (int)(NanoExponent - exponent))), NanoExponent);
    }

    private static BigInteger DivideAwayFromZero(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.IsZero ? quotient : quotient + dividend.Sign;
    }

    private static int DigitCount(BigInteger digits) =>
        BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}
