using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace K8sCache.LocalCluster.Schema;

/// <summary>
/// Patterns of schemas. Go's RE2 runs in linear time; so does .NET's non-backtracking engine, on nearly the same syntax.
/// </summary>
internal static class SchemaPatterns
{
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    public static bool IsMatch(string text, string pattern) => Compiled.GetOrAdd(pattern, Compile).IsMatch(text);

    /// <summary>Null when the pattern compiles, else what is wrong with it.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            Compiled.GetOrAdd(pattern, Compile);
            return null;
        }
        catch (Exception exception) when (exception is RegexParseException or NotSupportedException)
        {
            return $"error parsing regexp: `{pattern}`";
        }
    }

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
