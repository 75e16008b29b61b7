using System.Net;
using System.Net.Sockets;
using System.Text;

namespace K8sCache.Benchmarks.MemoryUse;

/// <summary>Writes entries of 16 + 100 bytes to a server as fast as it takes them, some thousand at a time.</summary>
internal static class Loader
{
    public const int PayloadBytes = KeyBytes + ValueBytes;

    private const int KeyBytes = 16;
    private const int ValueBytes = 100;
    private const int Batch = 2_000;

    public static async Task LoadAsync(Server server, int entries, bool expires, bool isMemcached)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        var reply = Encoding.ASCII.GetByteCount(isMemcached ? "STORED\r\n" : "+OK\r\n");
        var received = new byte[64 * 1024];
        for (var first = 0; first < entries; first += Batch)
        {
            var count = Math.Min(Batch, entries - first);
            var sending = socket.SendAsync(Encoding.ASCII.GetBytes(Commands(first, count, expires, isMemcached)));
            for (var due = (long)count * reply; due > 0;)
            {
                var got = await socket.ReceiveAsync(received);
                if (got == 0 || (!isMemcached && received[0] == (byte)'-'))
                    throw new InvalidOperationException($"{server.Name} refused an entry");
                due -= got;
            }

            await sending;
        }
    }

    private static string Commands(int first, int count, bool expires, bool isMemcached)
    {
        const int Seconds = 86_400;
        var value = new string('v', ValueBytes);
        var commands = new StringBuilder();
        for (var number = first; number < first + count; number++)
        {
            var key = $"key:{number:D12}";
            if (isMemcached)
                commands.Append("set ").Append(key).Append(expires ? $" 0 {Seconds} 100\r\n" : " 0 0 100\r\n").Append(value).Append("\r\n");
            else if (expires)
                commands.Append($"*5\r\n$3\r\nSET\r\n$16\r\n{key}\r\n$100\r\n{value}\r\n$2\r\nEX\r\n$5\r\n{Seconds}\r\n");
            else
                commands.Append($"*3\r\n$3\r\nSET\r\n$16\r\n{key}\r\n$100\r\n{value}\r\n");
        }

        return commands.ToString();
    }
}
