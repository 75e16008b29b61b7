using System.Net.Sockets;
using System.Text;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>
/// One raw connection, kept open over a test. Its own few lines of RESP, so that the end-to-end tests judge the wire
/// by the specification and not by the product's parser.
/// </summary>
internal sealed class RespConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    private RespConnection()
    {
    }

    public static async Task<RespConnection> OpenAsync(string host, int port)
    {
        var connection = new RespConnection();
        await connection._client.ConnectAsync(host, port, TestContext.Current.CancellationToken);
        return connection;
    }

    public Task<string> SendAsync(params string[] parts)
    {
        var text = new StringBuilder($"*{parts.Length}\r\n");
        foreach (var part in parts)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        }
        return SendRawAsync(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Sends bytes and reads one reply of one line or one bulk string (<c>$1 v</c>).</summary>
    public async Task<string> SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        await WriteAsync(bytes);
        var line = await ReadLineAsync();
        return line.StartsWith('$') && line != "$-1" ? $"{line} {await ReadLineAsync()}" : line;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
        => await _client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>The next line; empty when the other side closed.</summary>
    public async Task<string> ReadLineAsync()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length);
                _start += length + 2;
                return line;
            }
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
            var read = await _client.GetStream().ReadAsync(_buffer.AsMemory(_end), deadline.Token);
            if (read == 0)
            {
                return "";
            }
            _end += read;
        }
    }

    public void Dispose() => _client.Dispose();
}
