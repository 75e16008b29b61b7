using K8sCache.Node.Serving;

namespace K8sCache.Node.Commands;

/// <summary>Checks a parameter's new value and says how to make it so; or what is wrong with it, in Redis' words.</summary>
internal delegate (Action? Apply, string? Problem) ConfigChange(NodeContext node, string value);
