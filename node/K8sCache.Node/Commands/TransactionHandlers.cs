using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>MULTI and what belongs to it. Between MULTI and EXEC the session queues everything but these.</summary>
internal static class TransactionHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Multi] = Begin,
        [CommandId.Exec] = Execute,
        [CommandId.Discard] = Discard,
        [CommandId.Watch] = WatchKeys,
        [CommandId.Unwatch] = Unwatch,
    };

    private static void Begin(ClientSession session, in RespRequest request)
    {
        if (session.Transaction is null)
        {
            session.BeginTransaction();
            session.Reply.WriteOk();
            return;
        }

        session.Reply.WriteError(RedisErrors.NestedMulti);
    }

    private static void Execute(ClientSession session, in RespRequest request)
    {
        var transaction = session.Transaction;
        if (transaction is null)
        {
            session.Reply.WriteError(RedisErrors.ExecWithoutMulti);
        }
        else if (transaction.IsAborted)
        {
            session.DiscardTransaction();
            session.Reply.WriteError(RedisErrors.ExecAborted);
        }
        else if (session.IsAnyWatchedKeyTouched)
        {
            session.DiscardTransaction();
            session.Reply.WriteNullArray();
        }
        else
        {
            session.RunTransaction(transaction);
        }
    }

    private static void Discard(ClientSession session, in RespRequest request)
    {
        if (session.Transaction is null)
        {
            session.Reply.WriteError(RedisErrors.DiscardWithoutMulti);
            return;
        }

        session.DiscardTransaction();
        session.Reply.WriteOk();
    }

    private static void WatchKeys(ClientSession session, in RespRequest request)
    {
        if (session.Transaction is not null)
        {
            session.Reply.WriteError(RedisErrors.WatchInsideMulti);
            return;
        }

        for (var i = 1; i < request.Count; i++)
            session.Watch(request[i]);
        session.Reply.WriteOk();
    }

    private static void Unwatch(ClientSession session, in RespRequest request)
    {
        session.Unwatch();
        session.Reply.WriteOk();
    }
}
