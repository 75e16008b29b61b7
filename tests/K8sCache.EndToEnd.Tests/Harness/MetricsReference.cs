using System.Text.RegularExpressions;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>A scrape as rows of a reference: name, type, labels, help.</summary>
internal static partial class MetricsReference
{
    /// <param name="prefixes">Of the families wanted. Families without a sample yet are left out: their labels are not known.</param>
    public static string Table(string scrape, params string[] prefixes)
    {
        var rows = new List<string>();
        foreach (Match family in Family().Matches(scrape))
        {
            var name = family.Groups["name"].Value;
            if (family.Groups["samples"].Length == 0 || !prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }
            var labels = Label().Matches(family.Groups["samples"].Value)
                .Select(match => match.Groups[1].Value).Where(label => label != "le").Distinct().Order(StringComparer.Ordinal);
            rows.Add($"| `{name}` | {family.Groups["type"].Value} | "
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
