using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Connections;

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
        [CommandId.ClientSetInfo] = SetInfo,
        [CommandId.ClientNoEvict] = (ClientSession session, in RespRequest request) =>
            session.IsNotEvicted = OnOrOff(session, request[2], session.IsNotEvicted),
        [CommandId.ClientNoTouch] = (ClientSession session, in RespRequest request) =>
            session.IsNotTouching = OnOrOff(session, request[2], session.IsNotTouching),
        [CommandId.ClientPause] = (ClientSession session, in RespRequest request) => session.Node.Pause.Begin(request, session.Reply),
        [CommandId.ClientUnpause] = (ClientSession session, in RespRequest request) =>
        {
            session.Node.Pause.End();
            session.Reply.WriteOk();
        },
        [CommandId.ClientUnblock] = (ClientSession session, in RespRequest request) => ConnectionReplies.Unblock(request, session.Reply),
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

    /// <summary>Said in CLIENT LIST and without effect: no client is evicted here, and any read counts as a use.</summary>
    private static bool OnOrOff(ClientSession session, ReadOnlySpan<byte> word, bool before)
    {
        var isOn = word.Is("ON"u8);
        if (!isOn && !word.Is("OFF"u8))
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return before;
        }

        session.Reply.WriteOk();
        return isOn;
    }
}
