using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Node.Transactions;

/// <summary>A command that waits for EXEC.</summary>
internal readonly record struct QueuedCommand(CommandSpec Command, StoredRequest Request);
