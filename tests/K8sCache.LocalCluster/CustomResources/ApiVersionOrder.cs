using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>
/// The priority of version names (Kubernetes documentation, version priority): GA before beta before alpha, then higher
/// numbers first; anything else last, alphabetically. Greater means preferred.
/// </summary>
internal sealed partial class ApiVersionOrder : IComparer<string>
{
    public static readonly ApiVersionOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Rank(x ?? ""), Rank(y ?? ""));
        var byRank = left.CompareTo(right);
        return byRank != 0 || left.Stability >= 0 ? byRank : string.CompareOrdinal(y, x);
    }

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        var match = Form().Match(version);
        if (!match.Success) return (-1, 0, 0);
        var stability = match.Groups[2].Value switch { "" => 2, "beta" => 1, _ => 0 };
        return (stability, Number(match.Groups[1].Value), Number(match.Groups[3].Value));
    }

    private static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex("^v([1-9][0-9]{0,5})(?:(alpha|beta)([1-9][0-9]{0,5}))?$")]
    private static partial Regex Form();
}
