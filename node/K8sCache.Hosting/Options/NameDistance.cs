namespace K8sCache.Hosting.Options;

/// <summary>Finds the name a user most likely meant, by Levenshtein distance.</summary>
internal static class NameDistance
{
    private const int MaxDistance = 3;

    public static string? Nearest(string given, IEnumerable<string> names)
        => names.Select(name => (name, distance: Distance(given, name)))
            .Where(candidate => candidate.distance <= MaxDistance)
            .OrderBy(candidate => candidate.distance)
            .Select(candidate => candidate.name)
            .FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
