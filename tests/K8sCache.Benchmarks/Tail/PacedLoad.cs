using System.Diagnostics;
using System.Globalization;
using System.Net;
using K8sCache.Benchmarks.Scheduling;

namespace K8sCache.Benchmarks.Tail;

/// <summary>
/// Sends requests when they are due, whatever comes back, on 50 connections from one thread that never sleeps: nine reads
/// to a write of keys that are there, as <see cref="MemoryUse.Loader"/> names them. A latency counts from when its request
/// was due, so a pause of the server counts for all that were due in it.
/// </summary>
internal sealed class PacedLoad : IDisposable
{
    private const int ValueBytes = 100;
    private const int ReadsToAWrite = 9;
    private const int RequestKinds = 20_000;

    private static readonly int ReadReplyBytes = $"${ValueBytes}\r\n".Length + ValueBytes + 2;
    private static readonly int WriteReplyBytes = "+OK\r\n".Length;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly List<PacedConnection> _connections = [];
    private readonly (byte[] Bytes, int ReplyBytes)[] _requests;

    public PacedLoad(int port, int entries)
    {
        var random = new Random(1);
        var value = new string('w', ValueBytes);
        _requests = [.. Enumerable.Range(0, RequestKinds).Select(kind =>
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"key:{random.Next(entries):D12}");
            return kind % (ReadsToAWrite + 1) == 0
                ? (ReadConnection.Command("SET", key, value), WriteReplyBytes)
                : (ReadConnection.Command("GET", key), ReadReplyBytes);
        })];
        for (var i = 0; i < Workload.Clients; i++)
            _connections.Add(new PacedConnection(new IPEndPoint(IPAddress.Loopback, port)));
    }

    /// <summary>The longest this thread itself was away: no longer pause of a server can be told from that.</summary>
    public double LongestOwnGapMilliseconds { get; private set; }

    /// <summary>Takes the whole CPU that load generators have.</summary>
    public void Run(double perSecond, TimeSpan length, LatencyCounts latencies)
    {
        if (OperatingSystem.IsLinux())
            Process.GetCurrentProcess().ProcessorAffinity = 1 << LoadGenerator.Cpu;
        var start = _time.GetTimestamp();
        var total = (long)(length.TotalSeconds * perSecond);
        var last = TimeSpan.Zero;
        for (long sent = 0, answered = 0; answered < total;)
        {
            var now = _time.GetElapsedTime(start);
            LongestOwnGapMilliseconds = Math.Max(LongestOwnGapMilliseconds, (now - last).TotalMilliseconds);
            last = now;
            for (; sent < total && sent / perSecond <= now.TotalSeconds; sent++)
            {
                var (bytes, replyBytes) = _requests[sent % RequestKinds];
                _connections[(int)(sent % _connections.Count)].Send(bytes, TimeSpan.FromSeconds(sent / perSecond), replyBytes);
            }

            foreach (var connection in _connections)
            {
                if (connection.Owes)
                    answered += connection.Receive(_buffer, () => _time.GetElapsedTime(start), latencies);
            }
        }
    }

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());
}
