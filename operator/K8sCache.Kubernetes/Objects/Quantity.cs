using System.Buffers;
using System.Globalization;
using System.Text.Json.Serialization;
using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// An amount of a resource: <c>500m</c>, <c>1.5Gi</c>, <c>2e3</c>. Equal amounts are equal, however written.
/// </summary>
/// <remarks>
/// For types of our own: it keeps the text as written, and no text makes it work without bound. Amounts below 1 nano are
/// rounded up, as in <c>k8s.io/apimachinery/pkg/api/resource</c>.
/// </remarks>
[JsonConverter(typeof(QuantityConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private const decimal Nano = 0.000_000_001m;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.+-");
    private readonly string? _text;

    private Quantity(decimal value, string text)
    {
        Value = value;
        _text = text;
    }

    /// <summary>The amount in base units: cores, bytes, pieces.</summary>
    public decimal Value { get; }

    public static Quantity Parse(string text) => TryParse(text, out var quantity)
        ? quantity
        : throw new FormatException(
            $"'{text}' is not a quantity: a number with n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent.");

    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text))
            return false;

        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var number = digits < 0 ? text.AsSpan() : text.AsSpan(0, digits);
        var suffix = digits < 0 ? default : text.AsSpan(digits);
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(number, style, CultureInfo.InvariantCulture, out var mantissa)
            || !QuantitySuffix.TryGetFactor(suffix, out var factor)
            || !TryMultiply(mantissa, factor, out var value))
            return false;

        quantity = new Quantity(value, text);
        return true;
    }

    /// <summary>Bytes, written with the largest binary suffix that divides them: <c>1Gi</c>, <c>1025Ki</c>.</summary>
    public static Quantity FromBytes(long bytes) => new(bytes, QuantitySuffix.FormatBinary(bytes));

    /// <summary>Thousandths, as CPUs are counted: <c>250m</c>, <c>2</c>.</summary>
    public static Quantity FromMilli(long milli) => new(
        milli / 1000m,
        milli % 1000 == 0
            ? (milli / 1000).ToString(CultureInfo.InvariantCulture)
            : milli.ToString(CultureInfo.InvariantCulture) + "m");

    /// <summary>Whole base units, rounded up: never less than what was asked for.</summary>
    /// <exception cref="OverflowException">Beyond 2^63 - 1.</exception>
    public long ToInt64() => decimal.ToInt64(decimal.Ceiling(Value));

    /// <summary>The package's form of it, for its models.</summary>
    public ResourceQuantity ToModel() => new(
        Value, 0, ToString().EndsWith('i') ? ResourceQuantity.SuffixFormat.BinarySI : ResourceQuantity.SuffixFormat.DecimalSI);

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);
    public bool Equals(Quantity other) => Value == other.Value;
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);
    public override int GetHashCode() => Value.GetHashCode();
    public override string ToString() => _text ?? "0";

    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    private static bool TryMultiply(decimal mantissa, decimal factor, out decimal value)
    {
        value = 0;
        if (factor > 1 && Math.Abs(mantissa) > decimal.MaxValue / factor)
            return false;
        value = mantissa * factor;
        var nanos = value % Nano;
        if (nanos != 0)
            value += (value > 0 ? Nano : -Nano) - nanos;
        return true;
    }
}
