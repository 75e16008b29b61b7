using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Serving.Clients;

/// <summary>
/// CLIENT PAUSE: until when no client's command is run, or none that writes. What comes meanwhile waits unparsed, as in
/// Redis also CLIENT UNPAUSE while everything is paused. From any thread.
/// </summary>
public sealed class ClientPause(TimeProvider time)
{
    /// <summary>A hundred years; beyond, times overflow.</summary>
    private const long MillisecondsMax = 100L * 365 * 24 * 3600 * 1000;

    private readonly Lock _gate = new();
    private long _until;
    private bool _isAll;

    /// <summary>A pause began, grew or was ended; on the thread that did it. Not raised when its time is over.</summary>
    public event Action? Changed;

    /// <summary>Whether commands that only read wait, too.</summary>
    public bool IsAll => Volatile.Read(ref _isAll);

    public bool IsOn => !IsOver(time.GetTimestamp());

    /// <summary>Until its end; zero or less when it is over.</summary>
    public TimeSpan Left
    {
        get
        {
            var until = Volatile.Read(ref _until);
            return until == 0 ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), until);
        }
    }

    public bool IsOver(long now) => now >= Volatile.Read(ref _until);

    /// <summary>Whether a pause that is on is for this command, too; for EXEC that runs any that writes.</summary>
    public bool IsFor(CommandSpec command, bool execWrites) =>
        IsAll || command.IsWrite || (execWrites && command.Id == CommandId.Exec);

    /// <summary>Answers CLIENT PAUSE milliseconds [WRITE | ALL].</summary>
    public void Begin(in RespRequest request, RespWriter reply)
    {
        var isAll = request.Count == 3 || Ascii.EqualsIgnoreCase(request[3], "ALL"u8);
        if (request.Count > 4)
            CommandErrors.WriteSubcommandSyntax(reply, request);
        else if (!isAll && !Ascii.EqualsIgnoreCase(request[3], "WRITE"u8))
            reply.WriteError("ERR CLIENT PAUSE mode must be WRITE or ALL"u8);
        else if (!RespNumber.TryParse(request[2], out var milliseconds))
            reply.WriteError("ERR timeout is not an integer or out of range"u8);
        else if (milliseconds < 0)
            reply.WriteError("ERR timeout is negative"u8);
        else if (milliseconds > long.MaxValue - time.GetUtcNow().ToUnixTimeMilliseconds())
            reply.WriteError("ERR timeout is out of range"u8);
        else
        {
            Begin(milliseconds, isAll);
            reply.WriteOk();
        }
    }

    public void End()
    {
        Volatile.Write(ref _until, 0);
        Changed?.Invoke();
    }

    // A pause that is on is only ever made longer and stricter.
    private void Begin(long milliseconds, bool isAll)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var until = now + (long)(Math.Min(milliseconds, MillisecondsMax) / 1000.0 * time.TimestampFrequency);
            Volatile.Write(ref _isAll, isAll || (now < _until && _isAll));
            Volatile.Write(ref _until, Math.Max(until, _until));
        }

        Changed?.Invoke();
    }
}
