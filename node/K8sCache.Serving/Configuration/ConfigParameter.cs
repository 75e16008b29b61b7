namespace K8sCache.Serving.Configuration;

/// <summary>One name CONFIG knows, of one server.</summary>
/// <param name="Name">As Redis spells it.</param>
/// <param name="Get">Its value's text.</param>
public sealed record ConfigParameter(string Name, Func<string> Get)
{
    /// <summary>Checks a new value; null for those that cannot be set while running.</summary>
    public ConfigChange? Change { get; init; }
}
