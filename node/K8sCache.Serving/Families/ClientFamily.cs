using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Connections;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>CLIENT: what a client says and asks of its own connection, and what it does to all.</summary>
internal static class ClientFamily
{
    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.Client] = ServerCommands.Alone(CommandId.Client),
        [CommandId.ClientId] = (session, in _, reply) => reply.WriteInteger(session.Id),
        [CommandId.ClientGetName] = (session, in _, reply) => ConnectionReplies.GetName(session, reply),
        [CommandId.ClientSetName] = ConnectionReplies.SetName,
        [CommandId.ClientSetInfo] = SetInfo,
        [CommandId.ClientReply] = Replies,
        [CommandId.ClientNoEvict] = (session, in request, reply) =>
            session.IsNotEvicted = OnOrOff(request[2], session.IsNotEvicted, reply),
        [CommandId.ClientNoTouch] = (session, in request, reply) =>
            session.IsNotTouching = OnOrOff(request[2], session.IsNotTouching, reply),
        [CommandId.ClientPause] = (session, in request, reply) => session.Server.Pause.Begin(request, reply),
        [CommandId.ClientUnpause] = (session, in _, reply) =>
        {
            session.Server.Pause.End();
            reply.WriteOk();
        },
        [CommandId.ClientUnblock] = (_, in request, reply) => ConnectionReplies.Unblock(request, reply),
        [CommandId.ClientHelp] = ServerCommands.HelpOf(CommandId.Client),
    };

    private static void SetInfo(IServerSession session, in RespRequest request, RespWriter reply)
    {
        var option = request[2];
        if (!ConnectionReplies.IsValidName(request[3]))
        {
            reply.WriteError(Encoding.Latin1.GetBytes(
                $"ERR {Encoding.Latin1.GetString(option)} cannot contain spaces, newlines or special characters."));
            return;
        }

        var value = Encoding.ASCII.GetString(request[3]);
        if (Ascii.EqualsIgnoreCase(option, "LIB-NAME"u8))
        {
            session.Identity.LibraryName = value;
        }
        else if (Ascii.EqualsIgnoreCase(option, "LIB-VER"u8))
        {
            session.Identity.LibraryVersion = value;
        }
        else
        {
            reply.WriteError(Encoding.Latin1.GetBytes($"ERR Unrecognized option '{Encoding.Latin1.GetString(option)}'"));
            return;
        }

        reply.WriteOk();
    }

    private static void Replies(IServerSession session, in RespRequest request, RespWriter reply)
    {
        if (Ascii.EqualsIgnoreCase(request[2], "ON"u8))
            session.WantReplies(reply).WriteOk();
        else if (Ascii.EqualsIgnoreCase(request[2], "OFF"u8))
            session.LeaveOutReplies(ofNextOnly: false);
        else if (Ascii.EqualsIgnoreCase(request[2], "SKIP"u8))
            session.LeaveOutReplies(ofNextOnly: true);
        else
            reply.WriteError(RedisErrors.Syntax);
    }

    private static bool OnOrOff(ReadOnlySpan<byte> word, bool before, RespWriter reply)
    {
        var isOn = Ascii.EqualsIgnoreCase(word, "ON"u8);
        if (!isOn && !Ascii.EqualsIgnoreCase(word, "OFF"u8))
        {
            reply.WriteError(RedisErrors.Syntax);
            return before;
        }

        reply.WriteOk();
        return isOn;
    }
}
