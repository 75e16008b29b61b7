using K8sCache.Node.Serving;

namespace K8sCache.Node.Commands;

/// <summary>One name CONFIG knows.</summary>
/// <param name="Name">As Redis spells it.</param>
/// <param name="Get">Its value's text.</param>
internal sealed record ConfigParameter(string Name, Func<NodeContext, string> Get)
{
    /// <summary>Checks a new value; null for those that cannot be set while running.</summary>
    public ConfigChange? Change { get; init; }
}
