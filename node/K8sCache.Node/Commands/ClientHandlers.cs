using System.Text;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>CLIENT and its subcommands.</summary>
internal static class ClientHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Client] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "client"),
        [CommandId.ClientGetName] = (ClientSession session, in RespRequest request) => ConnectionReplies.GetName(session, session.Reply),
        [CommandId.ClientSetName] = (ClientSession session, in RespRequest request) => ConnectionReplies.SetName(session, request, session.Reply),
        [CommandId.ClientId] = (ClientSession session, in RespRequest request) => session.Reply.WriteInteger(session.Id),
        [CommandId.ClientInfo] = Info,
        [CommandId.ClientList] = List,
        [CommandId.ClientSetInfo] = SetInfo,
        [CommandId.ClientNoEvict] = OnOrOff,
        [CommandId.ClientNoTouch] = OnOrOff,
        [CommandId.ClientReply] = ReplyMode,
        [CommandId.ClientHelp] = HelpReply.Of(CommandId.Client),
    };

    private static void SetInfo(ClientSession session, in RespRequest request)
    {
        var option = request[2];
        if (!ConnectionReplies.IsValidName(request[3]))
        {
            session.Reply.WriteError($"ERR {option.Text()} cannot contain spaces, newlines or special characters.");
            return;
        }

        if (option.Is("LIB-NAME"u8))
            session.Identity.LibraryName = request[3].Text();
        else if (option.Is("LIB-VER"u8))
            session.Identity.LibraryVersion = request[3].Text();
        else
        {
            session.Reply.WriteError($"ERR Unrecognized option '{option.Text()}'");
            return;
        }

        session.Reply.WriteOk();
    }

    private static void Info(ClientSession session, in RespRequest request)
    {
        var line = session.Identity.Describe(session.Node.Time, (int)session.Version) + "\n";
        session.Reply.WriteVerbatimString("txt"u8, Encoding.Latin1.GetBytes(line));
    }

    private static void List(ClientSession session, in RespRequest request)
    {
        var wantedIds = new HashSet<long>();
        if (request.Count > 2 && !TryParseFilter(session, request, wantedIds))
            return;
        var lines = new StringBuilder();
        foreach (var other in session.Node.Clients.Sessions)
        {
            if (wantedIds.Count == 0 || wantedIds.Contains(other.Id))
                lines.Append(other.Identity.Describe(session.Node.Time, (int)other.Version)).Append('\n');
        }

        session.Reply.WriteVerbatimString("txt"u8, Encoding.Latin1.GetBytes(lines.ToString()));
    }

    private static bool TryParseFilter(ClientSession session, in RespRequest request, HashSet<long> ids)
    {
        if (request[2].Is("TYPE"u8) && request.Count == 4)
        {
            if (request[3].Is("NORMAL"u8))
                return true;
            session.Reply.WriteError($"ERR Unknown client type '{request[3].Text()}'");
            return false;
        }

        if (!request[2].Is("ID"u8) || request.Count < 4)
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return false;
        }

        for (var i = 3; i < request.Count; i++)
        {
            if (!RespNumber.TryParse(request[i], out var id))
            {
                session.Reply.WriteError("ERR Invalid client ID"u8);
                return false;
            }

            ids.Add(id);
        }

        return true;
    }

    private static void ReplyMode(ClientSession session, in RespRequest request)
    {
        if (request[2].Is("ON"u8))
        {
            session.SetMode(SessionModes.ReplyOff | SessionModes.Skipping, false);
            session.Reply.WriteOk();
        }
        else if (request[2].Is("OFF"u8))
        {
            session.SetMode(SessionModes.ReplyOff, true);
        }
        else if (request[2].Is("SKIP"u8))
        {
            if (!session.Is(SessionModes.ReplyOff))
                session.SetMode(SessionModes.SkipNext, true);
        }
        else
        {
            session.Reply.WriteError(RedisErrors.Syntax);
        }
    }

    /// <summary>Accepted and without effect: no client is evicted here, and no read leaves the order of use alone.</summary>
    private static void OnOrOff(ClientSession session, in RespRequest request)
    {
        if (request[2].Is("ON"u8) || request[2].Is("OFF"u8))
            session.Reply.WriteOk();
        else
            session.Reply.WriteError(RedisErrors.Syntax);
    }
}
