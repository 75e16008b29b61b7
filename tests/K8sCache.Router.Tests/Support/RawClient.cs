using System.Net.Sockets;
using System.Text;

namespace K8sCache.Router.Tests.Support;

/// <summary>Sends and receives bytes as they are.</summary>
internal sealed class RawClient(Socket socket) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public Socket Socket => socket;

    public async Task SendAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text).AsMemory();
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }

    /// <summary>Receives until the text is there.</summary>
    public async Task<string> ReceiveAsync(int length)
    {
        var buffer = new byte[length];
        var used = 0;
        using var limit = new CancellationTokenSource(Deadline);
        while (used < length)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(used), limit.Token);
            if (received == 0)
                break;
            used += received;
        }

        return Encoding.Latin1.GetString(buffer, 0, used);
    }

    /// <summary>Receives up to and with a text.</summary>
    public async Task<string> ReceiveThroughAsync(string end)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            var next = await ReceiveAsync(1);
            Assert.NotEqual("", next);
            text.Append(next);
        }

        return text.ToString();
    }

    /// <summary>Everything until the other side closes.</summary>
    public async Task<string> ReceiveToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        using var limit = new CancellationTokenSource(Deadline);
        while (await socket.ReceiveAsync(buffer.AsMemory(), limit.Token) is > 0 and var received)
            text.Append(Encoding.Latin1.GetString(buffer, 0, received));
        return text.ToString();
    }

    public async Task ExpectAsync(string expected) => Assert.Equal(expected, await ReceiveAsync(expected.Length));

    public void Dispose() => socket.Dispose();
}
