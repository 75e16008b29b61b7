namespace K8sCache.Benchmarks.Scheduling;

/// <summary>
/// Reads at a fixed rate whatever comes back (open loop), so that one slow answer delays no other request's sending. Replies
/// of a connection come in order, so reads of different groups have connections of their own.
/// </summary>
internal sealed class ReadLoad : IDisposable
{
    private const int Connections = 64;

    /// <summary>Replies may come this long after the last request.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly ReadConnection[] _connections;
    private readonly ManualResetEventSlim _ends = new();
    private readonly Thread _sender;

    /// <param name="port">The router's.</param>
    /// <param name="perSecond">Reads a second.</param>
    /// <param name="requests">Each as likely.</param>
    /// <param name="seed">Of the choice.</param>
    /// <param name="group">Whether a request belongs to the first or the second half of the connections; any when null.</param>
    public ReadLoad(int port, double perSecond, IReadOnlyList<byte[]> requests, int seed, bool[]? group = null)
    {
        _connections = [.. Enumerable.Range(0, Connections).Select(_ => new ReadConnection(port, () => Now))];
        _sender = new Thread(() => Send(perSecond, requests, new Random(seed), group)) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _sender.Start();
    }

    /// <summary>Seconds since the load began.</summary>
    public double Now => _time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Connections the other side ended.</summary>
    public int Broken => _connections.Count(connection => connection.IsBroken);

    public Task RunAsync(double seconds)
    {
        var length = TimeSpan.FromSeconds(seconds);
        return Task.Delay(length, _time);
    }

    /// <summary>Stops sending, waits for what is owed, and gives all samples.</summary>
    public async Task<List<ReadSample>> FinishAsync()
    {
        _ends.Set();
        _sender.Join();
        for (var since = _time.GetTimestamp(); _connections.Any(connection => connection.Owed > 0) && _time.GetElapsedTime(since) < Grace;)
            await Task.Delay(Poll, _time);
        return [.. _connections.SelectMany(connection => connection.Finish())];
    }

    public void Dispose()
    {
        _ends.Set();
        _sender.Join();
        foreach (var connection in _connections)
            connection.Dispose();
        _ends.Dispose();
    }

    private void Send(double perSecond, IReadOnlyList<byte[]> requests, Random random, bool[]? group)
    {
        var sent = 0L;
        do
        {
            for (var due = (long)(Now * perSecond); sent < due; sent++)
            {
                var key = random.Next(requests.Count);
                var connection = group is null ? sent % Connections : (sent % (Connections / 2)) + (group[key] ? Connections / 2 : 0);
                _connections[connection].Send(requests[key], key);
            }
        }
        while (!_ends.Wait(TimeSpan.FromMilliseconds(1)));
    }
}
