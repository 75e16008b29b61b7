using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Transactions;

/// <summary>A command that waits for EXEC.</summary>
internal readonly record struct QueuedCommand(CommandSpec Command, StoredRequest Request);
