namespace K8sCache.Hosting.Options;

/// <summary>The values of one run; an option that was not given has its default.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<Option, object?> _values = [];

    public T Get<T>(Option<T> option) => _values.TryGetValue(option, out var value) ? (T)value! : option.DefaultValue;

    public IReadOnlyList<T> Get<T>(RepeatedOption<T> option)
        => _values.TryGetValue(option, out var value) ? (IReadOnlyList<T>)value! : [];

    /// <summary>Whether a flag or the environment gave it.</summary>
    public bool IsGiven(Option option) => _values.ContainsKey(option);

    internal void Set(Option option, object? value) => _values[option] = value;
}
