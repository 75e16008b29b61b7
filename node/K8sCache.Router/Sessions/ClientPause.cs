using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Router.Sessions;

/// <summary>CLIENT PAUSE: until when no client's command is run, or none that writes. What comes meanwhile waits unparsed.</summary>
internal sealed class ClientPause(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _until;
    private bool _isAll;

    /// <summary>Whether the command has to wait now; from any thread.</summary>
    public bool Holds(CommandSpec command, long now) =>
        now < Volatile.Read(ref _until) && command.Id != CommandId.ClientUnpause
        && (Volatile.Read(ref _isAll) || command.IsWrite || command.Id == CommandId.Exec);

    public bool IsOver(long now) => now >= Volatile.Read(ref _until);

    public void Begin(in RespRequest request, RespWriter reply)
    {
        var isAll = request.Count == 3 || System.Text.Ascii.EqualsIgnoreCase(request[3], "ALL"u8);
        if (!isAll && !System.Text.Ascii.EqualsIgnoreCase(request[3], "WRITE"u8))
            reply.WriteError("ERR CLIENT PAUSE mode must be WRITE or ALL"u8);
        else if (!RespNumber.TryParse(request[2], out var milliseconds))
            reply.WriteError("ERR timeout is not an integer or out of range"u8);
        else if (milliseconds < 0)
            reply.WriteError("ERR timeout is negative"u8);
        else
        {
            Begin(milliseconds, isAll);
            reply.WriteOk();
        }
    }

    public void End() => Volatile.Write(ref _until, 0);

    // A pause that is on is only ever made longer and stricter.
    private void Begin(long milliseconds, bool isAll)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var until = now + (long)Math.Min(milliseconds / 1000.0 * time.TimestampFrequency, long.MaxValue / 4);
            Volatile.Write(ref _isAll, isAll || (now < _until && _isAll));
            Volatile.Write(ref _until, Math.Max(until, _until));
        }
    }
}
