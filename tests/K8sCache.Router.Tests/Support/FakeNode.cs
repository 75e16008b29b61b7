using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Router.Tests.Support;

/// <summary>
/// A small node that behaves: it keeps strings, answers the commands the tests use as Redis does, reports its load when
/// asked to, and can be told to misbehave in one way at a time.
/// </summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentDictionary<string, string> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _pause;

    private FakeNode(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Every request but the greeting, as words.</summary>
    public ConcurrentQueue<string[]> Received { get; } = new();

    public ConcurrentDictionary<string, string> Entries => _entries;

    /// <summary>Answers instead of the node, where not null: raw bytes, or an empty array to close the connection.</summary>
    public Func<string[], byte[]?>? Override { get; set; }

    /// <summary>After which requests' answers it closes the connection.</summary>
    public Func<string[], bool>? LeavesAfter { get; set; }

    /// <summary>Reported in front of each batch's replies to who asked for it.</summary>
    public (int InFlight, long Nanoseconds)? Report { get; set; }

    public int ConnectionCount => _sockets.Count;

    public static FakeNode Start(int port = 0) => new(port);

    public int Count(string command) => Received.Count(words => words[0].Equals(command, StringComparison.OrdinalIgnoreCase));

    /// <summary>Which requests a pause holds up, and with them what follows on the same connection.</summary>
    public Func<string[], bool> PausesOn { get; set; } = words => words[0] != "PING";

    /// <summary>From now on requests are read, and answered only after <see cref="Resume"/>.</summary>
    public void Pause() => _pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsPaused => _pause is not null;

    public void Resume()
    {
        var pause = _pause;
        _pause = null;
        pause?.SetResult();
    }

    /// <summary>Dies: also in the middle of a test, and again at its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _listener.Stop();
        Resume();
        foreach (var socket in _sockets.Keys)
            socket.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _sockets.TryAdd(socket, 0);
                serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException
            || (error is InvalidOperationException && _stop.IsCancellationRequested)) // The listener was stopped between two accepts.
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var session = new Session();
        var buffer = new byte[64 * 1024];
        var used = 0;
        try
        {
            while (true)
            {
                if (used == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var received = await socket.ReceiveAsync(buffer.AsMemory(used), _stop.Token);
                if (received == 0)
                    break;
                used += received;
                var output = new ArrayBufferWriter<byte>();
                if (session.Reports && Report is { } report)
                    WriteReport(new RespWriter(output, RespVersion.Resp3), report);
                var consumed = Answer(session, buffer.AsSpan(0, used), output, out var closes);
                buffer.AsSpan(consumed, used - consumed).CopyTo(buffer);
                used -= consumed;
                if (session.IsHeld && _pause is { } pause)
                    await pause.Task;
                session.IsHeld = false;
                if (output.WrittenCount > 0)
                    await socket.SendAsync(output.WrittenMemory, _stop.Token);
                if (closes)
                    break;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side or the test ended it.
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private int Answer(Session session, ReadOnlySpan<byte> data, ArrayBufferWriter<byte> output, out bool closes)
    {
        closes = false;
        var consumed = 0;
        while (!closes && session.Parser.TryParse(data[consumed..], out var length, out var request) == RespStatus.Done)
        {
            consumed += length;
            var words = new string[request.Count];
            for (var index = 0; index < words.Length; index++)
                words[index] = Encoding.UTF8.GetString(request[index]);
            session.IsHeld |= PausesOn(words);
            var writer = new RespWriter(output, session.Version);
            if (Greets(session, words, writer))
                continue;
            Received.Enqueue(words);
            if (Override?.Invoke(words) is { } raw)
            {
                output.Write(raw);
                closes = raw.Length == 0 || LeavesAfter?.Invoke(words) == true;
            }
            else
            {
                Execute(words, writer);
            }
        }

        return consumed;
    }

    private bool Greets(Session session, string[] words, RespWriter writer)
    {
        switch (words[0].ToUpperInvariant())
        {
            case "HELLO":
                session.Version = RespVersion.Resp3;
                new RespWriter(writer.Output, RespVersion.Resp3).WriteMapHeader(0);
                return true;
            case "K8SCACHE" when Report is not null:
                session.Reports = true;
                writer.WriteOk();
                return true;
            case "K8SCACHE":
                writer.WriteError("ERR unknown command 'K8SCACHE'");
                return true;
            case "PING":
                Received.Enqueue(words);
                writer.WriteRaw(RespLiterals.Pong);
                return true;
            case "AUTH":
                writer.WriteOk();
                return true;
            default:
                return false;
        }
    }

    private void Execute(string[] words, RespWriter writer)
    {
        switch (words[0].ToUpperInvariant())
        {
            case "SET":
                _entries[words[1]] = words[2];
                writer.WriteOk();
                break;
            case "GET":
                WriteEntry(words[1], writer);
                break;
            case "MGET":
                writer.WriteArrayHeader(words.Length - 1);
                foreach (var key in words.Skip(1))
                    WriteEntry(key, writer);
                break;
            case "MSET":
                for (var index = 1; index < words.Length; index += 2)
                    _entries[words[index]] = words[index + 1];
                writer.WriteOk();
                break;
            case "DEL":
                writer.WriteInteger(words.Skip(1).Count(key => _entries.TryRemove(key, out _)));
                break;
            case "EXISTS":
                writer.WriteInteger(words.Skip(1).Count(_entries.ContainsKey));
                break;
            case "INCR":
                writer.WriteInteger(long.Parse(
                    _entries.AddOrUpdate(words[1], "1", (_, old) => $"{long.Parse(old, CultureInfo.InvariantCulture) + 1}"),
                    CultureInfo.InvariantCulture));
                break;
            case "DBSIZE":
                writer.WriteInteger(_entries.Count);
                break;
            case "FLUSHALL":
                _entries.Clear();
                writer.WriteOk();
                break;
            default:
                writer.WriteError($"ERR unknown command '{words[0]}'");
                break;
        }
    }

    private void WriteEntry(string key, RespWriter writer)
    {
        if (_entries.TryGetValue(key, out var value))
            writer.WriteBulkString(value);
        else
            writer.WriteNull();
    }

    private static void WriteReport(RespWriter writer, (int InFlight, long Nanoseconds) report)
    {
        writer.WritePushHeader(3);
        writer.WriteBulkString("load");
        writer.WriteInteger(report.InFlight);
        writer.WriteInteger(report.Nanoseconds);
    }

    private sealed class Session
    {
        public RespRequestParser Parser { get; } = new(RespLimits.Default);

        public RespVersion Version { get; set; } = RespVersion.Resp2;

        public bool Reports { get; set; }

        public bool IsHeld { get; set; }
    }
}
