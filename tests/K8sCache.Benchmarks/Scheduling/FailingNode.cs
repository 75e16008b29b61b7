using System.Net;
using System.Net.Sockets;
using K8sCache.Resp;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>A node that takes connections and answers every command with an error, at once; counts what it got.</summary>
internal sealed class FailingNode : IDisposable
{
    private static readonly byte[] Error = "-ERR out of order\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _accepting;
    private long _reads;

    public FailingNode()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>GETs it was sent.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    public void Dispose()
    {
        _ends.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (!_ends.IsCancellationRequested)
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_ends.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        var buffer = new byte[64 * 1024];
        var filled = 0;
        try
        {
            for (int received; (received = await socket.ReceiveAsync(buffer.AsMemory(filled), _ends.Token)) > 0;)
            {
                filled += received;
                var (commands, consumed) = Count(buffer.AsSpan(0, filled));
                buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
                filled -= consumed;
                for (var command = 0; command < commands; command++)
                    await socket.SendAsync(Error, _ends.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The router left, or the bench ends.
        }
    }

    // A command is an array of bulk strings, which is a reply's form too.
    private (int Commands, int Consumed) Count(ReadOnlySpan<byte> data)
    {
        var (commands, consumed) = (0, 0);
        var scanner = new RespReplyScanner(RespLimits.Default);
        while (consumed < data.Length && scanner.TryScan(data[consumed..], out var length) == RespStatus.Done)
        {
            if (data.Slice(consumed, length).IndexOf("GET\r\n"u8) >= 0)
                Interlocked.Increment(ref _reads);
            commands++;
            consumed += length;
        }

        return (commands, consumed);
    }
}
