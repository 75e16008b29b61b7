using System.Globalization;
using System.Numerics;

namespace K8sCache.Serving.Configuration;

/// <summary>Kinds of values CONFIG SET takes (config.c).</summary>
public static class ConfigValues
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("", 1), ("b", 1), ("k", 1000), ("kb", 1L << 10), ("m", 1_000_000), ("mb", 1L << 20), ("g", 1_000_000_000), ("gb", 1L << 30),
    ];

    public static ConfigChange Integer(long min, long max, Action<long> apply) => text =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Within(value, min, max, apply)
            : (null, "argument couldn't be parsed into an integer");

    /// <param name="max">Asked for at each change.</param>
    public static ConfigChange Memory(long min, Func<long> max, Action<long> apply) => text =>
        TryParseBytes(text, out var value)
            ? Within(value, min, max(), apply)
            : (null, "argument must be a memory value");

    public static bool TryParseBytes(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.Length;
        while (digits > 0 && !char.IsAsciiDigit(text[digits - 1]))
            digits--;
        var unit = Array.Find(Units, candidate => candidate.Unit.Equals(text[digits..], StringComparison.OrdinalIgnoreCase));
        if (unit.Bytes == 0 || !BigInteger.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        bytes = (long)BigInteger.Min(long.MaxValue, number * unit.Bytes);
        return true;
    }

    private static (Action? Apply, string? Problem) Within(long value, long min, long max, Action<long> apply) =>
        value >= min && value <= max
            ? (() => apply(value), null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"argument must be between {min} and {max} inclusive"));
}
