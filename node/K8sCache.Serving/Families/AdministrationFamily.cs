using System.Buffers.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>What operators ask of a server, and what a server here does not do when asked.</summary>
internal static class AdministrationFamily
{
    private const double SleepSecondsMax = 3600;

    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.Time] = Time,
        [CommandId.Role] = Role,
        [CommandId.LastSave] = (session, in _, reply) => reply.WriteInteger(session.Server.StartedAt.ToUnixTimeSeconds()),
        [CommandId.Wait] = Wait,
        [CommandId.Shutdown] = Shutdown,
        [CommandId.Debug] = Debug,
    };

    private static void Time(IServerSession session, in RespRequest request, RespWriter reply)
    {
        var microseconds = (session.Server.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        reply.WriteArrayHeader(2);
        reply.WriteBulkInteger(microseconds / 1_000_000);
        reply.WriteBulkInteger(microseconds % 1_000_000);
    }

    /// <summary>A master without replicas: copies follow by slot, not a stream of the whole server's.</summary>
    private static void Role(IServerSession session, in RespRequest request, RespWriter reply)
    {
        reply.WriteArrayHeader(3);
        reply.WriteBulkString("master"u8);
        reply.WriteInteger(0);
        reply.WriteArrayHeader(0);
    }

    /// <summary>Replies stand in order, so by the time this one leaves every write before it has its copies' answers.</summary>
    private static void Wait(IServerSession session, in RespRequest request, RespWriter reply)
    {
        if (!RespNumber.TryParse(request[1], out _))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (!RespNumber.TryParse(request[2], out var timeout))
            reply.WriteError("ERR timeout is not an integer or out of range"u8);
        else if (timeout < 0)
            reply.WriteError("ERR timeout is negative"u8);
        else
            reply.WriteInteger(session.CopiesOfLastWrite);
    }

    private static void Shutdown(IServerSession session, in RespRequest request, RespWriter reply)
    {
        for (var index = 1; index < request.Count; index++)
        {
            if (IsShutdownWord(request[index]))
                continue;
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        reply.WriteError(session.Server.ShutdownRefusal);
    }

    private static bool IsShutdownWord(ReadOnlySpan<byte> word) =>
        System.Text.Ascii.EqualsIgnoreCase(word, "SAVE"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "NOSAVE"u8)
        || System.Text.Ascii.EqualsIgnoreCase(word, "NOW"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "FORCE"u8)
        || System.Text.Ascii.EqualsIgnoreCase(word, "ABORT"u8);

    private static void Debug(IServerSession session, in RespRequest request, RespWriter reply)
    {
        if (!session.Server.IsDebugEnabled)
        {
            reply.WriteError(ServingErrors.DebugNotAllowed);
        }
        else if (request.Count == 3 && System.Text.Ascii.EqualsIgnoreCase(request[1], "SLEEP"u8)
            && Utf8Parser.TryParse(request[2], out double seconds, out var used) && used == request[2].Length && !double.IsNaN(seconds))
        {
            // Holds up the loop, and with it its clients: that is what it is for.
            session.Server.Time.Block(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, SleepSecondsMax)));
            reply.WriteOk();
        }
        else
        {
            CommandErrors.WriteSubcommandSyntax(reply, request);
        }
    }

    private static void Block(this TimeProvider time, TimeSpan duration)
    {
        using var passed = new ManualResetEventSlim();
        using var timer = time.CreateTimer(static passed => ((ManualResetEventSlim)passed!).Set(), passed, duration, Timeout.InfiniteTimeSpan);
        passed.Wait();
    }
}
