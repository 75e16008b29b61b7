using System.Globalization;
using System.Text;
using K8sCache.LocalCluster.Quantities;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary><c>int()</c>, <c>string()</c> and their like, <c>size</c>, <c>type</c>, <c>dyn</c>.</summary>
internal static class CelConversions
{
    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["size"] = a => Size(a[0]);
        table["dyn"] = a => a[0];
        table["type"] = a => new CelTypeName(TypeName(a[0]));
        table["int"] = a => ToInt(a[0]);
        table["uint"] = a => ToUint(a[0]);
        table["double"] = a => ToDouble(a[0]);
        table["string"] = a => ToText(a[0]);
        table["bytes"] = a => a[0] as byte[] ?? Encoding.UTF8.GetBytes((string)a[0]!);
        table["bool"] = a => ToBool(a[0]);
    }

    private static long Size(object? value) => value switch
    {
        string text => text.EnumerateRunes().LongCount(),
        byte[] bytes => bytes.Length,
        CelList list => list.Items.Count,
        CelMap map => map.Entries.Count,
        _ => throw CelErrors.NoSuchOverload("size"),
    };

    public static string TypeName(object? value) => value switch
    {
        null => "null_type",
        bool => "bool",
        long => "int",
        ulong => "uint",
        double => "double",
        string => "string",
        byte[] => "bytes",
        CelList => "list",
        CelMap => "map",
        TimeSpan => "google.protobuf.Duration",
        DateTimeOffset => "google.protobuf.Timestamp",
        CelOptional => "optional_type",
        Quantity => "kubernetes.Quantity",
        CelTypeName => "type",
        _ => "dyn",
    };

    private static object ToInt(object? value) => value switch
    {
        long number => number,
        ulong number => checked((long)number),
        double number when number is > -9.3e18 and < 9.2e18 => (long)number,
        DateTimeOffset time => time.ToUnixTimeSeconds(),
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        string text => throw new CelException($"strconv.ParseInt: parsing \"{text}\": invalid syntax"),
        _ => throw CelErrors.NoSuchOverload("int"),
    };

    private static object ToUint(object? value) => value switch
    {
        ulong number => number,
        long number => checked((ulong)number),
        double number => checked((ulong)number),
        string text when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        string text => throw new CelException($"strconv.ParseUint: parsing \"{text}\": invalid syntax"),
        _ => throw CelErrors.NoSuchOverload("uint"),
    };

    private static object ToDouble(object? value) => value switch
    {
        double number => number,
        long number => (double)number,
        ulong number => (double)number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        string text => throw new CelException($"strconv.ParseFloat: parsing \"{text}\": invalid syntax"),
        _ => throw CelErrors.NoSuchOverload("double"),
    };

    private static object ToBool(object? value) => value switch
    {
        bool flag => flag,
        "true" or "True" or "TRUE" or "t" or "1" => true,
        "false" or "False" or "FALSE" or "f" or "0" => false,
        string text => throw new CelException($"strconv.ParseBool: parsing \"{text}\": invalid syntax"),
        _ => throw CelErrors.NoSuchOverload("bool"),
    };

    public static string ToText(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        ulong number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        TimeSpan span => span.TotalSeconds.ToString("0.#########", CultureInfo.InvariantCulture) + "s",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        Quantity quantity => quantity.ToString(),
        _ => throw CelErrors.NoSuchOverload("string"),
    };
}
