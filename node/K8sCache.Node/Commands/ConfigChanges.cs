using System.Globalization;
using System.Numerics;
using K8sCache.Node.Configuration;
using K8sCache.Node.Serving;

namespace K8sCache.Node.Commands;

/// <summary>Kinds of values CONFIG SET takes (config.c).</summary>
internal static class ConfigChanges
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("", 1), ("b", 1), ("k", 1000), ("kb", 1L << 10), ("m", 1_000_000), ("mb", 1L << 20), ("g", 1_000_000_000), ("gb", 1L << 30),
    ];

    public static ConfigChange Integer(long min, long max, Action<NodeContext, long> apply) => (node, text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Within(value, min, max, () => apply(node, value))
            : (null, "argument couldn't be parsed into an integer");

    public static ConfigChange Memory(long min, Func<NodeContext, long> max, Action<NodeContext, long> apply) => (node, text) =>
        TryParseBytes(text, out var value)
            ? Within(value, min, max(node), () => apply(node, value))
            : (null, "argument must be a memory value");

    /// <summary><c>normal HARD SOFT SECONDS</c>, and the same for other classes, which must be what they are.</summary>
    public static (Action? Apply, string? Problem) OutputLimits(NodeContext node, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length % 4 != 0)
            return (null, "Wrong number of arguments in buffer limit configuration.");
        OutputLimit? wanted = null;
        for (var i = 0; i < words.Length; i += 4)
        {
            var isNormal = words[i].Equals("normal", StringComparison.OrdinalIgnoreCase);
            if (!isNormal && words[i].ToUpperInvariant() is not ("SLAVE" or "REPLICA" or "PUBSUB"))
                return (null, "Invalid client class specified in buffer limit configuration.");
            if (!TryParseBytes(words[i + 1], out var hard) || !TryParseBytes(words[i + 2], out var soft)
                || !int.TryParse(words[i + 3], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return (null, "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
            if (isNormal)
                wanted = new OutputLimit(hard, soft, seconds);
        }

        return (() => Apply(node, wanted ?? node.Settings.OutputLimit), null);
    }

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

    /// <summary>One number bounds all connections of a loop; 0, as in Redis, is none.</summary>
    private static void Apply(NodeContext node, OutputLimit limit)
    {
        node.Settings.OutputLimit = limit;
        foreach (var loop in node.Loops)
            loop.Loop.OutputLimitBytes = limit.HardBytes == 0 ? long.MaxValue : limit.HardBytes;
    }

    private static (Action? Apply, string? Problem) Within(long value, long min, long max, Action apply) =>
        value >= min && value <= max
            ? (apply, null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"argument must be between {min} and {max} inclusive"));
}
