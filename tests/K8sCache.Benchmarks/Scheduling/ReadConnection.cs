using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>A client's connection: reads go out as they are due, replies are timed as they come, by a thread of its own.</summary>
internal sealed class ReadConnection : IDisposable
{
    private const int ReceiveBytes = 256 * 1024;

    private readonly Func<double> _clock;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ConcurrentQueue<(double SentAt, int Key)> _owed = new();
    private readonly List<ReadSample> _samples = [];
    private readonly Thread _receiver;
    private volatile bool _isBroken;

    public ReadConnection(int port, Func<double> clock)
    {
        _clock = clock;
        _socket.Connect(IPAddress.Loopback, port);
        _receiver = new Thread(Receive) { IsBackground = true };
        _receiver.Start();
    }

    /// <summary>Reads sent and not answered.</summary>
    public int Owed => _owed.Count;

    /// <summary>The other side ended it.</summary>
    public bool IsBroken => _isBroken;

    /// <summary>A command as it goes over the wire.</summary>
    public static byte[] Command(params string[] words) =>
        Encoding.ASCII.GetBytes($"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n")));

    public void Send(ReadOnlySpan<byte> request, int key)
    {
        if (_isBroken)
            return;
        _owed.Enqueue((_clock(), key));
        try
        {
            for (var rest = request; rest.Length > 0;)
                rest = rest[_socket.Send(rest)..];
        }
        catch (SocketException)
        {
            _isBroken = true;
        }
    }

    /// <summary>Ends the connection; what is owed has failed.</summary>
    public IReadOnlyList<ReadSample> Finish()
    {
        Dispose();
        _receiver.Join();
        var now = _clock();
        return [.. _samples, .. _owed.Select(owed => new ReadSample(owed.SentAt, now - owed.SentAt, owed.Key, Failed: true))];
    }

    public void Dispose() => _socket.Dispose();

    private void Receive()
    {
        var buffer = new byte[ReceiveBytes];
        var filled = 0;
        var scanner = new RespReplyScanner(RespLimits.Default);
        try
        {
            for (int received; (received = _socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None)) > 0;)
            {
                var now = _clock();
                var rest = buffer.AsSpan(0, filled + received);
                while (rest.Length > 0 && scanner.TryScan(rest, out var length) == RespStatus.Done)
                {
                    if (_owed.TryDequeue(out var owed))
                        _samples.Add(new ReadSample(owed.SentAt, now - owed.SentAt, owed.Key, Failed: !IsValue(rest)));
                    rest = rest[length..];
                }

                rest.CopyTo(buffer);
                filled = rest.Length;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Ended by us, or by the other side: what it owes tells.
        }

        _isBroken = true;
    }

    private static bool IsValue(ReadOnlySpan<byte> reply) => reply[0] == (byte)'$' && reply[1] != (byte)'-';
}
