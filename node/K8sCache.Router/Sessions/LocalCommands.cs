using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Joining;
using K8sCache.Serving.Connections;
using K8sCache.Serving.Families;
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
            case CommandId.Info:
                InfoReply.Write(request, InfoSections.Of(session.Loop, new NodeFigures()), reply);
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
            case CommandId.ReadOnly or CommandId.ReadWrite or CommandId.Asking:
                reply.WriteError(RedisErrors.ClusterDisabled);
                break;
            default:
                ExecuteOther(session, command, request, reply);
                break;
        }
    }

    private static void WriteTopology(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var snapshot = session.Loop.Topology?.Snapshot;
        TopologyReply.Write(request, snapshot?.Epoch ?? 0, snapshot is null ? default : snapshot.Json, reply);
    }

    private static void ExecuteOther(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        if (ServerCommands.Find(command.Id) is { } shared)
            shared(session, request, reply);
        else if (command.Name == "cluster" || command.Name.StartsWith("cluster|", StringComparison.Ordinal))
            reply.WriteError(RedisErrors.ClusterDisabled);
        else if (command.Subcommands.Count > 0)
            CommandErrors.WriteWrongArity(reply, command);
        else
            CommandErrors.WriteUnknownCommand(reply, request);
    }
}
