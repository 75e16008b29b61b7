namespace K8sCache.Hosting.Options;

/// <summary>An option with one value of type <typeparamref name="T"/>; a required one has no default text.</summary>
public sealed class Option<T>(
    string name,
    string valueName,
    string description,
    OptionValueParser<T> parser,
    T defaultValue,
    string defaultText) : Option(name, valueName, description)
{
    public T DefaultValue { get; } = defaultValue;

    public override string DefaultText { get; } = defaultText;

    public override string Allowed => parser.Allowed;

    public override bool IsRepeated => false;

    internal override bool TryParse(IReadOnlyList<string> texts, out object? value, out string? badText)
    {
        badText = texts[^1];
        var ok = parser.TryParse(texts[^1], out var parsed);
        value = parsed;
        return ok;
    }
}
