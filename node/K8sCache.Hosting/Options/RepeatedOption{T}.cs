namespace K8sCache.Hosting.Options;

/// <summary>An option that may be given several times; in the environment its values are separated by <c>;</c>.</summary>
public sealed class RepeatedOption<T>(
    string name,
    string valueName,
    string description,
    OptionValueParser<T> parser) : Option(name, valueName, description)
{
    public override string DefaultText => "";

    public override string Allowed => parser.Allowed;

    public override bool IsRepeated => true;

    internal override bool TryParse(IReadOnlyList<string> texts, out object? value, out string? badText)
    {
        var values = new List<T>(texts.Count);
        foreach (var text in texts)
        {
            if (!parser.TryParse(text, out var parsed))
            {
                badText = text;
                value = null;
                return false;
            }
            values.Add(parsed!);
        }
        badText = null;
        value = values;
        return true;
    }
}
