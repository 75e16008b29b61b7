using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>
/// What the recording calls <c>rv101</c> or <c>00000000-…-1</c>, this run calls something else: learns the pairs from
/// answers and puts live values into requests.
/// </summary>
internal sealed partial class Placeholders
{
    private readonly Dictionary<string, string> _live = new(StringComparer.Ordinal);

    /// <summary>What is known now, to go back to when an answer turns out to have come too early.</summary>
    public IReadOnlyDictionary<string, string> Save() => new Dictionary<string, string>(_live, StringComparer.Ordinal);

    public void Restore(IReadOnlyDictionary<string, string> saved)
    {
        _live.Clear();
        foreach (var (placeholder, value) in saved) _live[placeholder] = value;
    }

    /// <summary>Gives a placeholder its value for the whole file.</summary>
    public void Bind(string placeholder, string value) => _live[placeholder] = value;

    /// <summary>A recorded text with every placeholder that is known replaced.</summary>
    public string ToLive(string recorded) =>
        Pattern().Replace(recorded, match => _live.GetValueOrDefault(match.Value, match.Value));

    public JsonNode? ToLive(JsonNode? recorded)
    {
        switch (recorded)
        {
            case JsonObject json:
                var live = new JsonObject();
                foreach (var (name, value) in json) live[ToLive(name)] = ToLive(value);
                return live;
            case JsonArray array: return new JsonArray([.. array.Select(ToLive)]);
            case JsonValue value when value.TryGetValue<string>(out var text): return ToLive(text);
            default: return recorded?.DeepClone();
        }
    }

    /// <summary>Whether a live text is the recorded one up to placeholders; learns those that are new.</summary>
    public bool Matches(string recorded, string live)
    {
        if (recorded == live) return true;
        var names = new List<string>();
        var expression = new StringBuilder("^");
        var end = 0;
        foreach (Match match in Pattern().Matches(recorded))
        {
            expression.Append(Regex.Escape(recorded[end..match.Index])).Append('(').Append(Shape(match.Value)).Append(')');
            names.Add(match.Value);
            end = match.Index + match.Length;
        }

        if (names.Count == 0) return false;
        expression.Append(Regex.Escape(recorded[end..])).Append('$');
        var found = Regex.Match(live, expression.ToString(), RegexOptions.Singleline);
        if (!found.Success) return false;
        for (var i = 0; i < names.Count; i++)
            if (!Learn(names[i], found.Groups[i + 1].Value)) return false;
        return true;
    }

    private bool Learn(string placeholder, string value)
    {
        // Times and ages name no thing, and tokens differ from request to request.
        if (placeholder.StartsWith("2000-", StringComparison.Ordinal) || placeholder is "<age>" or "<token>" or "<pem CERTIFICATE>") return true;
        if (_live.TryGetValue(placeholder, out var known)) return known == value;
        _live[placeholder] = value;
        return true;
    }

    private static string Shape(string placeholder) => placeholder[0] switch
    {
        _ when placeholder.Length == 128 => "[0-9A-F]{128}",
        'r' when placeholder[1] == 'v' => @"\d+",
        'r' => "[a-z0-9]{5}",
        '0' => "[0-9a-f-]{36}",
        '1' => @"[\d.]+",
        '2' => @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d" + (placeholder.Length > 20 ? $@"\.\d{{{placeholder.Length - 21}}}" : "") + "Z",
        '.' => @"\.[0-9a-f]+",
        _ => ".+",
    };

    [GeneratedRegex(
        @"\brv\d+|00000000-0000-4000-8000-\d{12}|\brnd\d\d|\b10\.96\.100\.\d+|<continue-\d+>|<token>|<age>|<pem CERTIFICATE>|\.evt\d+|2000-01-01T00:00:00(?:\.\d+)?Z|\b[0-9A-F]{128}\b")]
    private static partial Regex Pattern();
}
