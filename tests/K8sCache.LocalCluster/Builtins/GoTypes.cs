using System.Buffers;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>What the names of published schemas tell of the Go types behind them.</summary>
internal static class GoTypes
{
    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    public static bool IsQuantity(StructuralSchema schema) => schema.Name.EndsWith(".resource.Quantity", StringComparison.Ordinal);

    public static bool IsMicroTime(StructuralSchema schema) => schema.Name.EndsWith(".meta.v1.MicroTime", StringComparison.Ordinal);

    public static string StructName(StructuralSchema schema) => schema.Name[(schema.Name.LastIndexOf('.') + 1)..];

    /// <summary>The Go type as encoding/json prints it.</summary>
    public static string NameOf(StructuralSchema schema) => schema.Type switch
    {
        "integer" => schema.Format.Length == 0 ? "int64" : schema.Format,
        "number" => "float64",
        "boolean" => "bool",
        "array" => "[]" + (schema.Items is null ? "interface {}" : NameOf(schema.Items)),
        "object" when schema.Name.Length > 0 => "v1." + StructName(schema),
        "object" => "map[string]" + (schema.AdditionalProperties is { } values ? NameOf(values) : "interface {}"),
        _ => "string",
    };

    /// <summary>The index of the first character that Go's decoder stumbles over; null when the text is base64.</summary>
    public static int? Base64Problem(string text)
    {
        if (System.Buffers.Text.Base64.IsValid(text)) return null;
        var position = text.AsSpan().IndexOfAnyExcept(Base64Characters);
        return position < 0 ? text.Length - (text.Length % 4) : position;
    }
}
