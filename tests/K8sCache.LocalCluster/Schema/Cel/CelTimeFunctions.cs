using System.Globalization;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary><c>duration</c> and <c>timestamp</c> and what can be asked of them, in UTC.</summary>
internal static class CelTimeFunctions
{
    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["duration"] = a => a[0] is TimeSpan ? a[0] : ParseDuration((string)a[0]!);
        table["timestamp"] = a => a[0] is DateTimeOffset ? a[0] : ParseTime((string)a[0]!);
        table["getFullYear"] = a => (long)Utc(a).Year;
        table["getMonth"] = a => Utc(a).Month - 1L;
        table["getDate"] = a => (long)Utc(a).Day;
        table["getDayOfMonth"] = a => Utc(a).Day - 1L;
        table["getDayOfYear"] = a => Utc(a).DayOfYear - 1L;
        table["getDayOfWeek"] = a => (long)Utc(a).DayOfWeek;
        table["getHours"] = a => a[0] is TimeSpan span ? (long)span.TotalHours : Utc(a).Hour;
        table["getMinutes"] = a => a[0] is TimeSpan span ? (long)span.TotalMinutes : Utc(a).Minute;
        table["getSeconds"] = a => a[0] is TimeSpan span ? (long)span.TotalSeconds : Utc(a).Second;
        table["getMilliseconds"] = a => a[0] is TimeSpan span ? span.Milliseconds : (long)Utc(a).Millisecond;
    }

    private static DateTime Utc(object?[] arguments) => ((DateTimeOffset)arguments[0]!).UtcDateTime;

    private static TimeSpan ParseDuration(string text) =>
        GoDuration.TryParse(text) ?? throw new CelException($"time: invalid duration \"{text}\"");

    private static object ParseTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new CelException($"invalid timestamp \"{text}\"");
}
