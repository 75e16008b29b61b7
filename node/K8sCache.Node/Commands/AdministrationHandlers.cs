using System.Globalization;
using System.Text;
using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>What operators ask of a server, and what a server here does not do when asked.</summary>
internal static class AdministrationHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Time] = Time,
        [CommandId.Role] = Role,
        [CommandId.LastSave] = (ClientSession session, in RespRequest request) =>
            session.Reply.WriteInteger(session.Node.StartedAt.ToUnixTimeSeconds()),
        [CommandId.Wait] = Wait,
        [CommandId.Shutdown] = Shutdown,
        [CommandId.Debug] = Debug,
    };

    private static void Time(ClientSession session, in RespRequest request)
    {
        var microseconds = (session.Node.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        session.Reply.WriteArrayHeader(2);
        session.Reply.WriteBulkInteger(microseconds / 1_000_000);
        session.Reply.WriteBulkInteger(microseconds % 1_000_000);
    }

    /// <summary>A master without replicas: copies follow by slot, not a stream of the whole node's.</summary>
    private static void Role(ClientSession session, in RespRequest request)
    {
        session.Reply.WriteArrayHeader(3);
        session.Reply.WriteBulkString("master"u8);
        session.Reply.WriteInteger(0);
        session.Reply.WriteArrayHeader(0);
    }

    /// <summary>Replies stand in order, so by the time this one leaves every write before it has its copies' answers.</summary>
    private static void Wait(ClientSession session, in RespRequest request)
    {
        if (!RespNumber.TryParse(request[1], out _))
            session.Reply.WriteError(RedisErrors.NotAnInteger);
        else if (!RespNumber.TryParse(request[2], out var timeout))
            session.Reply.WriteError("ERR timeout is not an integer or out of range"u8);
        else if (timeout < 0)
            session.Reply.WriteError("ERR timeout is negative"u8);
        else
            session.Reply.WriteInteger(session.CopiesOfLastWrite);
    }

    private static void Shutdown(ClientSession session, in RespRequest request)
    {
        for (var i = 1; i < request.Count; i++)
        {
            var word = request[i];
            if (word.Is("SAVE"u8) || word.Is("NOSAVE"u8) || word.Is("NOW"u8) || word.Is("FORCE"u8) || word.Is("ABORT"u8))
                continue;
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        session.Reply.WriteError("ERR SHUTDOWN is not allowed: a node is stopped by a signal to its process, or by scaling the cluster"u8);
    }

    private static void Debug(ClientSession session, in RespRequest request)
    {
        if (!session.Node.Options.IsDebugEnabled)
        {
            session.Reply.WriteError(ErrorTexts.DebugNotAllowed);
        }
        else if (request[1].Is("SLEEP"u8) && request.Count == 3
            && double.TryParse(request[2].Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            // Holds up the loop, and with it its clients: that is what it is for.
            session.Loop.Loop.Time.Block(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 3600)));
            session.Reply.WriteOk();
        }
        else
        {
            session.Reply.WriteError(Encoding.Latin1.GetBytes(
                $"ERR unknown subcommand or wrong number of arguments for '{request[1].Text()}'. Try DEBUG HELP."));
        }
    }

    private static void Block(this TimeProvider time, TimeSpan duration)
    {
        using var passed = new ManualResetEventSlim();
        using var timer = time.CreateTimer(static passed => ((ManualResetEventSlim)passed!).Set(), passed, duration, Timeout.InfiniteTimeSpan);
        passed.Wait();
    }
}
