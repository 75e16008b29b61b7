using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Joining;
using K8sCache.Serving.Configuration;
using K8sCache.Serving.Connections;
using K8sCache.Serving.Info;

namespace K8sCache.Router.Sessions;

/// <summary>Commands the router answers itself: about the connection, the commands, and the server a client sees.</summary>
internal static class LocalCommands
{
    public static void Execute(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        switch (command.Id)
        {
            case CommandId.Ping:
                ConnectionReplies.Ping(request, reply);
                break;
            case CommandId.Echo:
                reply.WriteBulkString(request[1]);
                break;
            case CommandId.Hello:
                HelloReply.Write(session, request, reply);
                break;
            case CommandId.Auth:
                ConnectionReplies.Authenticate(session, request, reply);
                break;
            case CommandId.Select:
                ConnectionReplies.Select(request, reply);
                break;
            case CommandId.Quit:
                reply.WriteOk();
                break;
            case CommandId.Reset:
                session.Reset();
                reply.WriteSimpleString("RESET"u8);
                break;
            case CommandId.Info:
                InfoReply.Write(request, InfoSections.Of(session.Loop, new NodeFigures()), reply);
                break;
            case CommandId.ConfigGet:
                ConfigReply.Write(request, ConfigParameters.Of(session.Loop.Context), reply);
                break;
            case CommandId.ConfigHelp:
                CommandHelp.Write(CommandTable.Default.Find("config"u8)!, reply);
                break;
            case CommandId.MemoryHelp:
                CommandHelp.Write(CommandTable.Default.Find("memory"u8)!, reply);
                break;
            case CommandId.ObjectHelp:
                CommandHelp.Write(CommandTable.Default.Find("object"u8)!, reply);
                break;
            case CommandId.K8sCacheTopology:
                WriteTopology(session, request, reply);
                break;
            default:
                ExecuteFamily(session, command, request, reply);
                break;
        }
    }

    private static void WriteTopology(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var snapshot = session.Loop.Topology?.Snapshot;
        TopologyReply.Write(request, snapshot?.Epoch ?? 0, snapshot is null ? default : snapshot.Json, reply);
    }

    private static void ExecuteFamily(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        if (command.Name.StartsWith("command", StringComparison.Ordinal))
            CommandReplies.Default.Write(command, request, reply);
        else if (command.Name.StartsWith("client|", StringComparison.Ordinal))
            ClientCommands.Execute(session, command, request, reply);
        else if (!AdministrationCommands.TryExecute(session, command, request, reply))
            CommandErrors.WriteUnknownCommand(reply, request);
    }
}
