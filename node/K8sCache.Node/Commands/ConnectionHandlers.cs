using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>What concerns the connection itself.</summary>
internal static class ConnectionHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Ping] = Ping,
        [CommandId.Echo] = (ClientSession session, in RespRequest request) => session.Reply.WriteBulkString(request[1]),
        [CommandId.Hello] = Hello,
        [CommandId.Auth] = Authenticate,
        [CommandId.Select] = Select,
        [CommandId.Quit] = Quit,
        [CommandId.Reset] = Reset,
    };

    private static void Ping(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (request.Count > 2)
            ErrorTexts.WriteWrongArity(reply, "ping");
        else if (request.Count == 2)
            reply.WriteBulkString(request[1]);
        else
            reply.WriteRaw(RespLiterals.Pong);
    }

    private static void Quit(ClientSession session, in RespRequest request)
    {
        session.Reply.WriteOk();
        session.CloseWhenAnswered();
    }

    private static void Reset(ClientSession session, in RespRequest request)
    {
        session.Reset();
        session.Reply.WriteSimpleString("RESET"u8);
    }

    private static void Select(ClientSession session, in RespRequest request)
    {
        // One database: several would share slots and memory anyway.
        if (!RespNumber.TryParse(request[1], out var index))
            session.Reply.WriteError(ErrorTexts.NotAnInteger);
        else if (index is < int.MinValue or > int.MaxValue)
            session.Reply.WriteError(ErrorTexts.OutOfIntRange);
        else if (index != 0)
            session.Reply.WriteError(ErrorTexts.DatabaseOutOfRange);
        else
            session.Reply.WriteOk();
    }

    private static void Authenticate(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (request.Count > 3)
        {
            reply.WriteError(ErrorTexts.Syntax);
            return;
        }

        if (request.Count == 2 && !session.Node.Password.IsRequired)
        {
            reply.WriteError(ErrorTexts.NoPasswordConfigured);
            return;
        }

        var user = request.Count == 3 ? request[1] : "default"u8;
        if (!session.Node.Password.Accepts(user, request[request.Count - 1]))
        {
            reply.WriteError(ErrorTexts.WrongPassword);
            return;
        }

        session.Authenticate();
        reply.WriteOk();
    }

    private static void Hello(ClientSession session, in RespRequest request)
    {
        if (!HelloArguments.TryParse(request, session, out var version, out var name))
            return;
        session.Version = version;
        if (name is not null)
            session.Identity.Name = name;
        WriteGreeting(session);
    }

    private static void WriteGreeting(ClientSession session)
    {
        var reply = session.Reply;
        reply.WriteMapHeader(7);
        reply.WriteBulkString("server"u8);
        reply.WriteBulkString("redis"u8);
        reply.WriteBulkString("version"u8);
        reply.WriteBulkString(ServerFacts.RedisVersion);
        reply.WriteBulkString("proto"u8);
        reply.WriteInteger((int)session.Version);
        reply.WriteBulkString("id"u8);
        reply.WriteInteger(session.Id);
        reply.WriteBulkString("mode"u8);
        reply.WriteBulkString("standalone"u8);
        reply.WriteBulkString("role"u8);
        reply.WriteBulkString("master"u8);
        reply.WriteBulkString("modules"u8);
        reply.WriteArrayHeader(0);
    }
}
