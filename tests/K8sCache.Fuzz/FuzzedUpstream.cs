using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Fuzz;

/// <summary>A node that answers commands of many keys, rightly or not; what it sends comes in pieces.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It serves until the process ends.")]
internal sealed class FuzzedUpstream
{
    public const string Mark = "value of ";
    public const int Size = 7;

    private static readonly string[] Redirections =
        ["-MOVED 5 127.0.0.1:1\r\n", "-LOADING\r\n", "-CROSSSLOT no\r\n", "-TRYAGAIN\r\n", "-CLUSTERDOWN\r\n", "-ASK 5 127.0.0.1:1\r\n", "-MOVED\r\n"];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private UpstreamManner _manner;
    private Random _random = new(0);

    public FuzzedUpstream()
    {
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public string Address { get; }

    public static string Value(string key) => $"${Mark.Length + key.Length}\r\n{Mark}{key}\r\n";

    public static string Values(ReadOnlySpan<string> keys)
    {
        var text = new StringBuilder($"*{keys.Length}\r\n");
        foreach (var key in keys)
            text.Append(Value(key));
        return text.ToString();
    }

    public static string[] Words(in RespRequest request)
    {
        var words = new string[request.Count];
        for (var index = 0; index < words.Length; index++)
            words[index] = Encoding.Latin1.GetString(request[index]);
        return words;
    }

    public void Behave(UpstreamManner manner, int seed)
    {
        lock (_gate)
            (_manner, _random) = (manner, new Random(seed));
    }

    private void Accept()
    {
        while (true)
        {
            var socket = _listener.AcceptSocket();
            socket.NoDelay = true;
            new Thread(() => Serve(socket)) { IsBackground = true }.Start();
        }
    }

    private void Serve(Socket socket)
    {
        var parser = new RespRequestParser(RespLimits.Default);
        var buffer = new byte[1 << 16];
        var (filled, version) = (0, RespVersion.Resp2);
        try
        {
            while (socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None) is > 0 and var received)
            {
                filled += received;
                var used = 0;
                while (parser.TryParse(buffer.AsSpan(used, filled - used), out var length, out var request) == RespStatus.Done)
                {
                    used += length;
                    var words = Words(request);
                    if (words[0] == "HELLO")
                        version = RespVersion.Resp3;
                    if (!Send(socket, words, version))
                        return;
                }

                buffer.AsSpan(used, filled - used).CopyTo(buffer);
                filled -= used;
            }
        }
        catch (SocketException)
        {
            // The router closed what it could not make sense of.
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>False when it closes instead, or in the middle.</summary>
    private bool Send(Socket socket, string[] words, RespVersion version)
    {
        byte[] reply;
        bool closes;
        int pieceMax;
        lock (_gate)
        {
            var isOdd = _manner != UpstreamManner.Right && words[0] is not ("HELLO" or "K8SCACHE" or "PING" or "CLIENT") && _random.Next(2) == 0;
            reply = isOdd ? Odd(words, version) : Encoding.Latin1.GetBytes(Right(words, version));
            closes = isOdd && _manner == UpstreamManner.Any && _random.Next(8) == 0;
            if (closes)
                reply = reply[.._random.Next(reply.Length)];
            pieceMax = _random.Next(3) == 0 ? _random.Next(1, 12) : int.MaxValue;
        }

        for (var rest = reply.AsSpan(); !rest.IsEmpty;)
        {
            var piece = Math.Min(rest.Length, pieceMax);
            socket.Send(rest[..piece]);
            rest = rest[piece..];
        }

        return !closes;
    }

    private byte[] Odd(string[] words, RespVersion version)
    {
        if (_manner == UpstreamManner.Any && _random.Next(4) == 0)
            return Encoding.ASCII.GetBytes(Redirections[_random.Next(Redirections.Length)]);
        if (_manner == UpstreamManner.Any && _random.Next(4) == 0)
            return [.. Mutation.Apply([.. Encoding.Latin1.GetBytes(Right(words, version))], _random), .. "\r\n"u8];
        var output = new ArrayBufferWriter<byte>();
        do
        {
            // A push would be no reply.
            output.Clear();
            RandomReply.Write(new RespWriter(output, version), _random, nestingLeft: 2);
        }
        while (output.WrittenSpan[0] == (byte)RespPrefix.Push);
        return output.WrittenSpan.ToArray();
    }

    private static string Right(string[] words, RespVersion version) => words[0] switch
    {
        "HELLO" => "%0\r\n",
        "K8SCACHE" => "-ERR unknown command\r\n",
        "PING" => "+PONG\r\n",
        "MGET" => Values(words.AsSpan(1)),
        "GET" => Value(words[1]),
        "DEL" or "UNLINK" or "EXISTS" or "TOUCH" => $":{words.Length - 1}\r\n",
        "DBSIZE" => $":{Size}\r\n",
        "KEYS" => "*1\r\n$1\r\nk\r\n",
        "RANDOMKEY" => "$1\r\nk\r\n",
        "SCAN" => "*2\r\n$1\r\n0\r\n*1\r\n$1\r\nk\r\n",
        "INFO" => version == RespVersion.Resp3 ? "=8\r\ntxt:a:1\n\r\n" : "$4\r\na:1\n\r\n",
        _ => "+OK\r\n",
    };
}
