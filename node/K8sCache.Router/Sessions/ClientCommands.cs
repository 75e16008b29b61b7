using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Caching;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Connections;

namespace K8sCache.Router.Sessions;

/// <summary>The CLIENT family: the clients of this router, on whatever thread.</summary>
internal static class ClientCommands
{
    public static void Execute(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        switch (command.Id)
        {
            case CommandId.ClientId:
                reply.WriteInteger(session.Id);
                break;
            case CommandId.ClientGetName:
                ConnectionReplies.GetName(session, reply);
                break;
            case CommandId.ClientSetName:
                ConnectionReplies.SetName(session, request, reply);
                break;
            case CommandId.ClientInfo:
                reply.WriteVerbatimString("txt"u8, Encoding.Latin1.GetBytes(Describe(session)));
                break;
            case CommandId.ClientList:
                List(session, request, reply);
                break;
            case CommandId.ClientSetInfo:
                SetInfo(session, request, reply);
                break;
            case CommandId.ClientReply:
                SetReplyMode(session, request, reply);
                break;
            case CommandId.ClientNoEvict:
            case CommandId.ClientNoTouch:
                OnOrOff(request, reply);
                break;
            case CommandId.ClientTracking:
            case CommandId.ClientTrackingInfo:
            case CommandId.ClientCaching:
            case CommandId.ClientGetRedir:
                TrackingCommands.Execute(session, command, request, reply);
                break;
            case CommandId.ClientKill:
                ClientKill.Execute(session, request, reply);
                break;
            case CommandId.ClientPause:
                session.Loop.Context.Pause.Begin(request, reply);
                break;
            case CommandId.ClientUnpause:
                session.Loop.Context.Pause.End();
                reply.WriteOk();
                break;
            case CommandId.ClientUnblock:
                ConnectionReplies.Unblock(request, reply);
                break;
            case CommandId.ClientHelp:
                CommandHelp.Write(CommandTable.Default.Find("client"u8)!, reply);
                break;
            default:
                CommandErrors.WriteUnknownCommand(reply, request);
                break;
        }
    }

    private static string Describe(ClientSession session) => session.Identity.Describe(session.Loop.Context.Time, (int)session.Version) + "\n";

    private static void List(ClientSession session, in RespRequest request, RespWriter reply)
    {
        if (ClientFilter.ParseList(request, reply) is not { } filter)
            return;
        var lines = new StringBuilder();
        foreach (var other in session.Loop.Context.Clients.Sessions)
        {
            if (filter.Matches(other))
                lines.Append(Describe(other));
        }

        reply.WriteVerbatimString("txt"u8, Encoding.Latin1.GetBytes(lines.ToString()));
    }

    private static void SetInfo(ClientSession session, in RespRequest request, RespWriter reply)
    {
        if (!ConnectionReplies.IsValidName(request[3]))
        {
            reply.WriteError($"ERR {Encoding.Latin1.GetString(request[2])} cannot contain spaces, newlines or special characters.");
            return;
        }

        var value = Encoding.ASCII.GetString(request[3]);
        if (Ascii.EqualsIgnoreCase(request[2], "LIB-NAME"u8))
        {
            session.Identity.LibraryName = value;
        }
        else if (Ascii.EqualsIgnoreCase(request[2], "LIB-VER"u8))
        {
            session.Identity.LibraryVersion = value;
        }
        else
        {
            reply.WriteError($"ERR Unrecognized option '{Encoding.Latin1.GetString(request[2])}'");
            return;
        }

        reply.WriteOk();
    }

    private static void SetReplyMode(ClientSession session, in RespRequest request, RespWriter reply)
    {
        if (Ascii.EqualsIgnoreCase(request[2], "ON"u8))
            session.WantReplies(reply);
        else if (Ascii.EqualsIgnoreCase(request[2], "OFF"u8))
            session.ReplyMode = ReplyMode.Off;
        else if (Ascii.EqualsIgnoreCase(request[2], "SKIP"u8))
            session.ReplyMode = session.ReplyMode == ReplyMode.Off ? ReplyMode.Off : ReplyMode.SkipNext;
        else
            reply.WriteError(RedisErrors.Syntax);
    }

    /// <summary>Accepted and without effect: no client is evicted here, and the order of use is the nodes' affair.</summary>
    private static void OnOrOff(in RespRequest request, RespWriter reply)
    {
        if (Ascii.EqualsIgnoreCase(request[2], "ON"u8) || Ascii.EqualsIgnoreCase(request[2], "OFF"u8))
            reply.WriteOk();
        else
            reply.WriteError(RedisErrors.Syntax);
    }
}
