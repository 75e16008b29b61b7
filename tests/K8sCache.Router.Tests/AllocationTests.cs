using System.Net.Sockets;
using System.Text;
using K8sCache.Router.Tests.Support;

namespace K8sCache.Router.Tests;

/// <summary>The path of a request for one key allocates nothing once warm: garbage collections are pauses for everyone.</summary>
public sealed class AllocationTests
{
    private const int RequestsPerBatch = 100;
    private const int Batches = 200;

    [Fact]
    public async Task A_request_for_one_key_allocates_nothing()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: TestRouter.Options with { Threads = 1 });
        // What is slow is noted, and on a busy machine much is.
        router.Server.Loops[0].Context.Settings.SlowLogMicroseconds = -1;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(router.Server.EndPoint);
        var batch = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, RequestsPerBatch / 2).Select(i =>
            $"*3\r\n$3\r\nSET\r\n$2\r\nk{i % 10}\r\n$1\r\nv\r\n*2\r\n$3\r\nGET\r\n$2\r\nk{i % 10}\r\n")));
        var replyLength = RequestsPerBatch / 2 * ("+OK\r\n".Length + "$1\r\nv\r\n".Length);
        for (var warm = 0; warm < Batches; warm++)
            await RunAsync(socket, batch, replyLength);

        var before = await AllocatedAsync(router);
        for (var run = 0; run < Batches; run++)
            await RunAsync(socket, batch, replyLength);
        var perRequest = (await AllocatedAsync(router) - before) / (double)(Batches * RequestsPerBatch);

        // Not quite zero: the sweep every 20 ms and what else the loop does by the clock.
        Assert.InRange(perRequest, 0, 2);
    }

    private static async Task RunAsync(Socket socket, byte[] batch, int replyLength)
    {
        await socket.SendAsync(batch);
        var buffer = new byte[replyLength];
        for (var used = 0; used < replyLength;)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(used));
            Assert.NotEqual(0, received);
            used += received;
        }
    }

    private static async Task<long> AllocatedAsync(TestRouter router)
    {
        var allocated = new TaskCompletionSource<long>();
        router.Server.Loops[0].Events.Post(
            static state => ((TaskCompletionSource<long>)state!).SetResult(GC.GetAllocatedBytesForCurrentThread()), allocated);
        return await allocated.Task;
    }
}
