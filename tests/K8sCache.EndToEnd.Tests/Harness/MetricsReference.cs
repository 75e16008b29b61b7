using System.Text.RegularExpressions;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>A scrape as rows of a reference: name, type, labels, help.</summary>
internal static partial class MetricsReference
{
    public static string Table(string scrape)
    {
        var rows = new List<string>();
        foreach (Match family in Family().Matches(scrape))
        {
            var labels = Label().Matches(family.Groups["samples"].Value)
                .Select(match => match.Groups[1].Value).Where(label => label != "le").Distinct().Order(StringComparer.Ordinal);
            rows.Add($"| `{family.Groups["name"].Value}` | {family.Groups["type"].Value} | "
                + $"{string.Join(", ", labels.Select(label => $"`{label}`"))} | {family.Groups["help"].Value} |\n");
        }
        rows.Sort(StringComparer.Ordinal);
        return "| metric | type | labels | what |\n|---|---|---|---|\n" + string.Concat(rows);
    }

    [GeneratedRegex(@"^# HELP (?<name>\S+) (?<help>.*)\n# TYPE \S+ (?<type>\S+)\n(?<samples>(?:[^#\n].*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"[{,]([a-z_]+)=""")]
    private static partial Regex Label();
}
