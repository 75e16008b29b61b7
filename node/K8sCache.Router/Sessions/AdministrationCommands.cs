using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Serving.Observing;

namespace K8sCache.Router.Sessions;

/// <summary>What people and monitors ask of a server; to them the router is one, without replicas, disk or cluster mode.</summary>
internal static class AdministrationCommands
{
    /// <returns>Whether it is one of these.</returns>
    public static bool TryExecute(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        var context = session.Loop.Context;
        switch (command.Id)
        {
            case CommandId.Time:
                WriteTime(context, reply);
                return true;
            case CommandId.Role:
                reply.WriteArrayHeader(3);
                reply.WriteBulkString("master"u8);
                reply.WriteInteger(0);
                reply.WriteArrayHeader(0);
                return true;
            case CommandId.LastSave:
                reply.WriteInteger(context.Time.GetUtcNow().ToUnixTimeSeconds() - (long)session.Loop.Seconds(session.Loop.Now - context.StartedAt));
                return true;
            case CommandId.Wait:
                Wait(request, reply);
                return true;
            case CommandId.Shutdown:
                reply.WriteError(ErrorTexts.ShutdownRefused);
                return true;
            case CommandId.Debug:
                reply.WriteError(ErrorTexts.DebugRefused);
                return true;
            case CommandId.ConfigSet:
                ConfigParameters.Set(context, request, reply);
                context.SlowLog.Trim(context.Settings.SlowLogMaxLength);
                return true;
            case CommandId.ConfigResetStat:
                context.Baseline = StatisticsBaseline.Of(context);
                reply.WriteOk();
                return true;
            case CommandId.ConfigRewrite:
                reply.WriteError("ERR The server is running without a config file"u8);
                return true;
            case CommandId.ReadOnly or CommandId.ReadWrite or CommandId.Asking:
                reply.WriteError(RedisErrors.ClusterDisabled);
                return true;
            default:
                return TryFamily(context, command, request, reply);
        }
    }

    private static bool TryFamily(RouterContext context, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        if (command.Name == "cluster" || command.Name.StartsWith("cluster|", StringComparison.Ordinal))
        {
            reply.WriteError(RedisErrors.ClusterDisabled);
            return true;
        }

        if (command.Subcommands.Count > 0)
        {
            CommandErrors.WriteWrongArity(reply, command);
            return true;
        }

        switch (command.Id)
        {
            case CommandId.SlowLogGet:
                SlowLogReply.Write(request, context.SlowLog, reply);
                return true;
            case CommandId.SlowLogLen:
                reply.WriteInteger(context.SlowLog.Count);
                return true;
            case CommandId.SlowLogReset:
                context.SlowLog.Clear();
                reply.WriteOk();
                return true;
            case CommandId.LatencyLatest or CommandId.LatencyHistory:
                reply.WriteArrayHeader(0); // Spikes are in the histograms of the metrics, by command and by node.
                return true;
            case CommandId.LatencyHistogram:
                reply.WriteMapHeader(0);
                return true;
            case CommandId.LatencyReset:
                reply.WriteInteger(0);
                return true;
            case CommandId.LatencyDoctor:
                reply.WriteVerbatimString("txt"u8, "Latencies are in this router's metrics, by command and by node.\n"u8);
                return true;
            case CommandId.SlowLogHelp or CommandId.LatencyHelp:
                CommandHelp.Write(CommandTable.Default.Find(request[0])!, reply);
                return true;
            default:
                return false;
        }
    }

    private static void WriteTime(RouterContext context, RespWriter reply)
    {
        var microseconds = (context.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        reply.WriteArrayHeader(2);
        reply.WriteBulkInteger(microseconds / 1_000_000);
        reply.WriteBulkInteger(microseconds % 1_000_000);
    }

    /// <summary>No replicas, as ROLE says: that a write has its copies is part of its own reply.</summary>
    private static void Wait(in RespRequest request, RespWriter reply)
    {
        if (!RespNumber.TryParse(request[1], out _))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (!RespNumber.TryParse(request[2], out var timeout))
            reply.WriteError("ERR timeout is not an integer or out of range"u8);
        else if (timeout < 0)
            reply.WriteError("ERR timeout is negative"u8);
        else
            reply.WriteInteger(0);
    }
}
