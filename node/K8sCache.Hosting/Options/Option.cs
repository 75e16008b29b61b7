namespace K8sCache.Hosting.Options;

/// <summary>One row of an <see cref="OptionTable"/>: what flags, environment, help and docs say of it.</summary>
public abstract class Option(string name, string valueName, string description)
{
    /// <summary>The flag without its dashes, kebab-case: <c>admin-port</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What stands for the value in help: <c>PORT</c>; empty for a switch.</summary>
    public string ValueName { get; } = valueName;

    public string Description { get; } = description;

    /// <summary>The environment variable that sets it when no flag does.</summary>
    public string EnvironmentName { get; } = OptionTable.EnvironmentPrefix + name.Replace('-', '_').ToUpperInvariant();

    public bool IsSwitch => ValueName.Length == 0;

    /// <summary>The default as a user would write it; empty when there is none.</summary>
    public abstract string DefaultText { get; }

    /// <summary>What values are allowed, as a phrase: <c>a port, 0 to 65535</c>.</summary>
    public abstract string Allowed { get; }

    /// <summary>Whether giving it twice adds a value instead of being an error.</summary>
    public abstract bool IsRepeated { get; }

    internal abstract bool TryParse(IReadOnlyList<string> texts, out object? value, out string? badText);
}
