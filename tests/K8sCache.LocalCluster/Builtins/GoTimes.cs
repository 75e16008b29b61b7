using System.Globalization;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// metav1.Time and MicroTime: RFC 3339 in UTC, without a fraction or with exactly six digits. Time takes and drops a
/// fraction; MicroTime takes six digits only.
/// </summary>
internal static class GoTimes
{
    private const string MicroLayout = "2006-01-02T15:04:05.000000Z07:00";

    /// <returns>The canonical text, or null with the problem in Go's words.</returns>
    public static string? Normalise(string text, bool isMicro, out string problem)
    {
        problem = "";
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            var layout = isMicro ? MicroLayout : "2006-01-02T15:04:05Z07:00";
            problem = $"parsing time \"{text}\" as \"{layout}\": cannot parse \"{text}\" as \"2006\"";
            return null;
        }

        if (!isMicro) return time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (FractionProblem(text) is { } fraction)
        {
            problem = $"parsing time \"{text}\" as \"{MicroLayout}\": cannot parse {fraction}";
            return null;
        }

        return time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    private static string? FractionProblem(string text)
    {
        var seconds = "2006-01-02T15:04:05".Length;
        var rest = text[Math.Min(seconds, text.Length)..];
        var digits = rest.StartsWith('.') ? rest.Skip(1).TakeWhile(char.IsAsciiDigit).Count() : 0;
        if (digits < 6) return $"\"{rest}\" as \".000000\"";
        return digits > 6 ? $"\"{rest[7..]}\" as \"Z07:00\"" : null;
    }
}
