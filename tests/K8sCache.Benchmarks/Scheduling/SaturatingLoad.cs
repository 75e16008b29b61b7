using System.Net;
using System.Net.Sockets;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>Reads as fast as they are answered: some connections, each with a batch of requests under way (closed loop).</summary>
internal static class SaturatingLoad
{
    private const int Connections = 8;
    private const int Batch = 16;
    private const int PreparedBatches = 512;
    private const int ReceiveBytes = 64 * 1024;

    /// <param name="port">The router's.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="request">Draws one.</param>
    /// <param name="replyBytes">Length of every reply.</param>
    /// <returns>Answers a second.</returns>
    public static double Run(int port, double seconds, Func<Random, byte[]> request, int replyBytes)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var counts = new long[Connections];
        var threads = Enumerable.Range(0, Connections).Select(index => new Thread(() =>
        {
            var random = new Random(index);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Loopback, port);
            var buffer = new byte[ReceiveBytes];
            // Prepared, so that the load generator needs little of the machine the servers run on.
            byte[][] batches = [.. Enumerable.Range(0, PreparedBatches).Select(_ => Enumerable.Range(0, Batch).SelectMany(_ => request(random)).ToArray())];
            for (var sent = 0; time.GetElapsedTime(start).TotalSeconds < seconds; sent++)
            {
                socket.Send(batches[sent % PreparedBatches]);
                Receive(socket, buffer, replyBytes * Batch);
                counts[index] += Batch;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return counts.Sum() / time.GetElapsedTime(start).TotalSeconds;
    }

    private static void Receive(Socket socket, byte[] buffer, int owed)
    {
        while (owed > 0)
        {
            var received = socket.Receive(buffer);
            if (received == 0)
                throw new InvalidOperationException("the router closed a connection");
            owed -= received;
        }

        if (owed < 0 || buffer[0] == (byte)'-')
            throw new InvalidOperationException("the router answered something else than the values");
    }
}
