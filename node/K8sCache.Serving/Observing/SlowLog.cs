using System.Globalization;
using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Serving.Observing;

/// <summary>The last commands that took long (SLOWLOG), of all loops; as much of them as Redis keeps (slowlog.c).</summary>
public sealed class SlowLog
{
    private const int ArgumentsMax = 32;
    private const int ArgumentBytesMax = 128;

    private readonly LinkedList<SlowLogEntry> _entries = new();
    private readonly Lock _gate = new();
    private long _lastId = -1;

    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Entries ever made.</summary>
    public long Total => Volatile.Read(ref _lastId) + 1;

    public void Add(CommandSpec command, in RespRequest request, long at, long microseconds, string client, string clientName, long entriesMax)
    {
        var arguments = Keep(command, request);
        lock (_gate)
        {
            _entries.AddFirst(new SlowLogEntry(++_lastId, at, microseconds, arguments, client, clientName));
            Trim(entriesMax);
        }
    }

    /// <summary>The youngest first.</summary>
    public List<SlowLogEntry> Take(long count)
    {
        lock (_gate)
            return [.. _entries.Take((int)Math.Min(count, _entries.Count))];
    }

    public void Trim(long entriesMax)
    {
        lock (_gate)
        {
            while (_entries.Count > entriesMax)
                _entries.RemoveLast();
        }
    }

    public void Clear() => Trim(0);

    private static List<byte[]> Keep(CommandSpec command, in RespRequest request)
    {
        var kept = new List<byte[]>();
        var isSecret = command.Id is CommandId.Auth or CommandId.Hello;
        for (var i = 0; i < request.Count; i++)
        {
            if (kept.Count == ArgumentsMax - 1 && request.Count > ArgumentsMax)
            {
                kept.Add(Encoding.ASCII.GetBytes(string.Create(
                    CultureInfo.InvariantCulture, $"... ({request.Count - ArgumentsMax + 1} more arguments)")));
                break;
            }

            kept.Add(isSecret && i > 0 ? "(redacted)"u8.ToArray() : Cut(request[i]));
        }

        return kept;
    }

    private static byte[] Cut(ReadOnlySpan<byte> argument)
    {
        if (argument.Length <= ArgumentBytesMax)
            return argument.ToArray();
        var more = string.Create(CultureInfo.InvariantCulture, $"... ({argument.Length - ArgumentBytesMax} more bytes)");
        return [.. argument[..ArgumentBytesMax], .. Encoding.ASCII.GetBytes(more)];
    }
}
