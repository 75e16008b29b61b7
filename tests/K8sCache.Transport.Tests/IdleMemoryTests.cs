using System.Net.Sockets;

namespace K8sCache.Transport.Tests;

[Collection(nameof(MeasuredAlone))]
public sealed class IdleMemoryTests
{
    /// <summary>Well below 20 KB a connection, also for those that have talked and are owed nothing.</summary>
    [Fact]
    public async Task Idle_connections_hold_little_memory()
    {
        const int Connections = 1000;
        await using var fixture = new LoopFixture();
        var sockets = new List<Socket>(Connections);
        using (var warm = await fixture.ConnectAsync())
            await PingAsync(warm);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Connections; i++)
        {
            sockets.Add(await fixture.ConnectAsync());
            await PingAsync(sockets[i]);
        }

        // Both ends and the recording handlers are in this process; all of it together stays below.
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Connections;
        sockets.ForEach(socket => socket.Dispose());
        Assert.InRange(each, 0, 10_000);
    }

    private static async Task PingAsync(Socket socket)
    {
        await socket.SendAsync("ping"u8.ToArray());
        await LoopFixture.ReceiveAsync(socket, 4);
    }
}
