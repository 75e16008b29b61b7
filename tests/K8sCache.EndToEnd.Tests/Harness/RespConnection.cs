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

    /// <summary>Sends a request; its whole reply of whatever type, as on the wire but for the last line's end.</summary>
    public async Task<string> CallAsync(params string[] parts)
    {
        await WriteAsync(Encode(parts));
        return await ReadReplyAsync();
    }

    public Task<string> SendAsync(params string[] parts) => SendRawAsync(Encode(parts));

    private static byte[] Encode(string[] parts)
    {
        var text = new StringBuilder($"*{parts.Length}\r\n");
        foreach (var part in parts)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
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
            if (!await FillAsync())
            {
                return "";
            }
        }
    }

    private async Task<string> ReadReplyAsync()
    {
        var line = await ReadLineAsync();
        var count = line.Length > 1 && "$=!*~>%".Contains(line[0], StringComparison.Ordinal)
            ? int.Parse(line.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)
            : -1;
        if (count < 0)
        {
            return line;
        }
        if (line[0] is '$' or '=' or '!')
        {
            return $"{line}\r\n{await ReadBytesAsync(count)}";
        }
        var text = new StringBuilder(line);
        for (var i = 0; i < (line[0] == '%' ? 2 * count : count); i++)
        {
            text.Append("\r\n").Append(await ReadReplyAsync());
        }
        return text.ToString();
    }

    private async Task<string> ReadBytesAsync(int count)
    {
        while (_end - _start < count + 2)
        {
            Assert.True(await FillAsync(), "the connection was closed in a reply");
        }
        var text = Encoding.UTF8.GetString(_buffer, _start, count);
        _start += count + 2;
        return text;
    }

    /// <summary>Reads what is there; false when the other side closed.</summary>
    private async Task<bool> FillAsync()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var read = await _client.GetStream().ReadAsync(_buffer.AsMemory(_end), deadline.Token);
        _end += read;
        return read > 0;
    }

    public void Dispose() => _client.Dispose();
}
