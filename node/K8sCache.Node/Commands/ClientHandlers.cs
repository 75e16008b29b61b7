using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Connections;

namespace K8sCache.Node.Commands;

/// <summary>CLIENT and its subcommands.</summary>
internal static class ClientHandlers
{
    // A hundred years; beyond, times overflow.
    private const long MaxPauseMilliseconds = 100L * 365 * 24 * 3600 * 1000;

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
        [CommandId.ClientPause] = Pause,
        [CommandId.ClientUnpause] = (ClientSession session, in RespRequest request) =>
        {
            session.Node.Pause.End();
            session.Reply.WriteOk();
        },
        [CommandId.ClientUnblock] = Unblock,
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

    private static void Pause(ClientSession session, in RespRequest request)
    {
        var isAll = request.Count == 3 || request[3].Is("ALL"u8);
        if (request.Count > 4)
            ErrorTexts.WriteWrongArity(session.Reply, "client|pause");
        else if (!isAll && !request[3].Is("WRITE"u8))
            session.Reply.WriteError("ERR CLIENT PAUSE mode must be WRITE or ALL"u8);
        else if (!RespNumber.TryParse(request[2], out var milliseconds) || milliseconds > MaxPauseMilliseconds)
            session.Reply.WriteError("ERR timeout is not an integer or out of range"u8);
        else if (milliseconds < 0)
            session.Reply.WriteError("ERR timeout is negative"u8);
        else
        {
            session.Node.Pause.Begin(TimeSpan.FromMilliseconds(milliseconds), isAll);
            session.Reply.WriteOk();
        }
    }

    /// <summary>Nobody blocks here.</summary>
    private static void Unblock(ClientSession session, in RespRequest request)
    {
        if (request.Count > 4)
            ErrorTexts.WriteWrongArity(session.Reply, "client|unblock");
        else if (request.Count == 4 && !request[3].Is("TIMEOUT"u8) && !request[3].Is("ERROR"u8))
            session.Reply.WriteError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"u8);
        else if (!RespNumber.TryParse(request[2], out _))
            session.Reply.WriteError(RedisErrors.NotAnInteger);
        else
            session.Reply.WriteInteger(0);
    }
}
