using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Selectors;

/// <summary>A parsed fieldSelector, checked against the fields that the resource offers.</summary>
public sealed class FieldSelector(IReadOnlyList<FieldTerm> terms)
{
    public static FieldSelector Everything { get; } = new([]);

    public bool IsEmpty => Terms.Count == 0;

    public IReadOnlyList<FieldTerm> Terms { get; } = terms;

    /// <summary>The value that <c>metadata.name=</c> asks for, if the selector pins the name.</summary>
    public string? Name => Terms.FirstOrDefault(t => t.Equal && t.Field == "metadata.name")?.Value;

    /// <exception cref="ApiException">400: not parseable, or a field the resource does not offer.</exception>
    public static FieldSelector Parse(string? text, ResourceDefinition resource)
    {
        if (string.IsNullOrEmpty(text))
            return Everything;
        var terms = Split(text).Where(t => t.Length > 0).Select(term => Term(text, term)).ToList();
        foreach (var term in terms)
            SelectableFields.Check(resource, term.Field);
        return new FieldSelector(terms);
    }

    public bool Matches(ResourceDefinition resource, JsonObject obj) =>
        Terms.All(t => SelectableFields.Value(resource, obj, t.Field) == t.Value == t.Equal);

    /// <summary>Splits at commas that no backslash escapes.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }
        yield return text[start..];
    }

    private static FieldTerm Term(string whole, string term)
    {
        for (var i = 0; i < term.Length; i++)
        {
            foreach (var (symbol, equal) in Operators)
            {
                if (string.CompareOrdinal(term, i, symbol, 0, symbol.Length) == 0)
                    return new FieldTerm(term[..i], Unescape(term[(i + symbol.Length)..]), equal);
            }
        }
        throw Errors.BadRequest($"invalid selector: '{whole}'; can't understand '{term}'");
    }

    private static readonly (string Symbol, bool Equal)[] Operators = [("!=", false), ("==", true), ("=", true)];

    private static string Unescape(string value) =>
        value.Replace("\\,", ",", StringComparison.Ordinal).Replace("\\=", "=", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
