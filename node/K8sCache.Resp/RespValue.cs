using System.Globalization;
using System.Text;

namespace K8sCache.Resp;

/// <summary>
/// A materialised reply. RESP2's null string and null array read as <see cref="RespPrefix.Null"/>, so a caller need not
/// know which version was spoken.
/// </summary>
public sealed class RespValue
{
    private RespValue(RespPrefix type, ReadOnlyMemory<byte> bytes, IReadOnlyList<RespValue> items, long integer)
    {
        Type = type;
        Bytes = bytes;
        Items = items;
        Integer = integer;
    }

    public static RespValue Null { get; } = new(RespPrefix.Null, default, [], 0);

    public RespPrefix Type { get; }

    /// <summary>The text of a string, error, number or boolean; a verbatim string's without its format.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The elements of an array, set or push; of a map, keys and values in turn.</summary>
    public IReadOnlyList<RespValue> Items { get; }

    /// <summary>An integer's value; 1 or 0 for a boolean.</summary>
    public long Integer { get; }

    public bool IsNull => Type == RespPrefix.Null;

    public bool IsError => Type is RespPrefix.SimpleError or RespPrefix.BulkError;

    /// <summary>The bytes as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The value of a double, or of a string that holds one.</summary>
    /// <exception cref="FormatException">It is not a number.</exception>
    public double Double =>
        RespDouble.TryParse(Bytes.Span, out var value) ? value : throw new FormatException($"'{Text}' is not a number.");

    public static RespValue OfBytes(RespPrefix type, ReadOnlyMemory<byte> bytes, long integer = 0) =>
        new(type, bytes, [], integer);

    public static RespValue OfItems(RespPrefix type, IReadOnlyList<RespValue> items) => new(type, default, items, 0);

    /// <summary>For logs and test failures: strings quoted, aggregates in brackets.</summary>
    public override string ToString() => Type switch
    {
        RespPrefix.Null => "null",
        RespPrefix.SimpleError or RespPrefix.BulkError => $"-{Text}",
        RespPrefix.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        RespPrefix.SimpleString or RespPrefix.Boolean or RespPrefix.Double or RespPrefix.BigNumber => Text,
        RespPrefix.BulkString or RespPrefix.VerbatimString => $"\"{Text}\"",
        RespPrefix.Map => $"{{{string.Join(", ", Items)}}}",
        RespPrefix.Array or RespPrefix.Set or RespPrefix.Push or RespPrefix.Attribute => $"[{string.Join(", ", Items)}]",
    };
}
