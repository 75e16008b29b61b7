namespace K8sCache.Node.Tests.Differential;

/// <summary>How drawn keys are spelled: a name is always spelled the same.</summary>
internal sealed class KeyNames
{
    private readonly string[] _tags;

    private KeyNames(params string[] tags) => _tags = tags;

    public static KeyNames Plain { get; } = new("");

    /// <summary>With hash tags that put some keys into one slot; a third has none and a slot of its own.</summary>
    public static KeyNames Spread { get; } = new("{a}", "{b}", "");

    public string this[string name] => _tags[(name.Sum(letter => letter) / 2) % _tags.Length] + name;
}
