using System.Globalization;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Router.Sessions;

/// <summary>The CLIENT family, as far as libraries use it when they connect.</summary>
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
            case CommandId.ClientList: // Of all clients only this one: the others belong to other threads.
                reply.WriteBulkString(Describe(session));
                break;
            case CommandId.ClientSetInfo:
            case CommandId.ClientNoEvict:
            case CommandId.ClientNoTouch:
                reply.WriteOk();
                break;
            case CommandId.ClientHelp:
                CommandHelp.Write(CommandTable.Default.Find("client"u8)!, reply);
                break;
            default:
                CommandErrors.WriteUnknownCommand(reply, request);
                break;
        }
    }

    private static string Describe(ClientSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"id={session.Id} addr={session.Connection.RemoteEndPoint} laddr={session.Connection.LocalEndPoint} name={session.Name} db=0 resp={(int)session.Version}\n");
}
