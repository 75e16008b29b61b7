using K8sCache.Resp;

namespace K8sCache.Router.Routing;

/// <summary>A command of a transaction that the router answers itself.</summary>
/// <param name="Position">Which of the transaction's commands, counted from 0.</param>
/// <param name="Write">Runs it and writes its reply.</param>
internal readonly record struct LocalPart(int Position, Action<RespWriter> Write);
