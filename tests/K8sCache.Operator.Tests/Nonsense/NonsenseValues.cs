using System.Globalization;
using System.Text.Json.Nodes;

namespace K8sCache.Operator.Tests.Nonsense;

/// <summary>What a field may be given that has no business there, and what only nearly has.</summary>
internal static class NonsenseValues
{
    /// <summary>JSON texts, for some are numbers that no type of ours holds.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "null", "true", "false", "{}", "[]", "[null]", "[[]]", """{"a":null}""", """{"a":{"b":[{"c":1}]}}""",
        "0", "-1", "1", "2", "256", "65536", "2147483648", "-9223372036854775808", "9223372036854775808", "0.5", "-0.0", "1e3", "1e19", "1e400", "-1e400",
        "12345678901234567890123456789012345678901234567890",
        Text(""), Text(" "), Text("x"), Text("no"), Text("Yes"), Text("Hash"), Text("hash"), Text("0"), Text("-0"), Text("-1"), Text("\u0000"), Text("\uFFFF\u202E"), Text("ä/../*"),
        Text("9Ei"), Text("8Ei"), Text("7Ei"), Text("9999Ei"), Text("99999999999999999999Ei"), Text("1e30"), Text("1e400"), Text("-1e400"), Text("1e2147483647"),
        Text("1e99999999999"), Text("1e-400"), Text("1m"), Text("-1m"), Text("16777215"), Text("16Ti"), Text("16385Gi"), Text("64Mi"), Text("+64Mi"), Text("1.2.3"), Text("1 Gi"), Text("1K"), Text("Gi"), Text("."),
        Text("0x10"), Text("NaN"), Text("Infinity"), Text(new string('9', 300)), Text(new string('x', 5_000)), """ "\ud800" """,
        Deep(40), Deep(200), Deep(5_000),
    ];

    /// <summary>One more, made up.</summary>
    public static string Random(Random random)
    {
        string[] suffixes = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e", "E", "e9", "E-9", "e40", "i", "K"];
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => random.Next(10).ToString(CultureInfo.InvariantCulture)));
        var point = random.Next(3) == 0 ? digits.Insert(random.Next(digits.Length), ".") : digits;
        var text = (random.Next(5) == 0 ? "-" : "") + point + suffixes[random.Next(suffixes.Length)];
        return random.Next(4) switch
        {
            0 => All[random.Next(All.Count)],
            1 => digits.TrimStart('0') is { Length: > 0 } number ? number : "0",
            _ => Text(text),
        };
    }

    private static string Text(string text) => JsonValue.Create(text).ToJsonString();

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("""{"a":""", levels)) + "1" + new string('}', levels);
}
