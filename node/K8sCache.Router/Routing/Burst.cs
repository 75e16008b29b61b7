using System.Text;
using K8sCache.Resp;

namespace K8sCache.Router.Routing;

/// <summary>
/// A transaction on its way: MULTI, its commands and EXEC, written in one piece so that nothing comes between them on a
/// shared connection. The node answers each of them; the last reply, EXEC's, is the request's.
/// </summary>
internal sealed class Burst(int replyCount, IReadOnlyList<LocalPart> locals)
{
    private int _seen;
    private byte[] _firstError = [];

    /// <summary>The error for which the node refused a command and so the whole; empty when there was none.</summary>
    public ReadOnlySpan<byte> FirstError => _firstError;

    /// <summary>It is sent, perhaps again: the replies are counted from the start.</summary>
    public void Restart()
    {
        _seen = 0;
        _firstError = [];
    }

    /// <summary>Takes the next reply.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Take(ReadOnlySpan<byte> reply)
    {
        if (++_seen == replyCount)
            return true;
        if (_firstError.Length == 0 && reply[0] == (byte)RespPrefix.SimpleError)
            _firstError = reply.ToArray();
        return false;
    }

    /// <summary>What the client gets for EXEC: the node's reply with what the router answers itself in its places.</summary>
    public void Write(ReadOnlySpan<byte> exec, RespWriter writer)
    {
        if (_firstError.Length > 0)
        {
            writer.WriteError($"EXECABORT Transaction discarded because of: {Encoding.Latin1.GetString(_firstError.AsSpan(1)).TrimEnd()}");
            return;
        }

        var end = exec.IndexOf(RespLiterals.CarriageReturn);
        if (locals.Count == 0 || exec[0] != (byte)RespPrefix.Array || !RespNumber.TryParse(exec[1..end], out var count) || count < 0)
        {
            writer.WriteRaw(exec);
            return;
        }

        var rest = exec[(end + 2)..];
        var scanner = new RespReplyScanner(RespLimits.Default);
        var local = 0;
        writer.WriteArrayHeader((int)count + locals.Count);
        for (var position = 0; position < count + locals.Count; position++)
        {
            if (local < locals.Count && locals[local].Position == position)
            {
                locals[local++].Write(writer);
                continue;
            }

            // The whole array was scanned when it came, so every element is there.
            scanner.TryScan(rest, out var length);
            writer.WriteRaw(rest[..length]);
            rest = rest[length..];
        }
    }
}
