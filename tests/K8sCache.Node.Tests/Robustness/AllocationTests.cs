using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Robustness;

public sealed class AllocationTests
{
    [Fact]
    public async Task Reads_allocate_nothing()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { Threads = 1 });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("SET key value"));
        const int Requests = 1_000;
        var batch = Enumerable.Range(0, Requests).SelectMany(_ => RawClient.Encode("GET key")).ToArray();
        long perBatch = long.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var before = await AllocatedOnLoopAsync(node);
            await client.SendAsync(batch);
            for (var i = 0; i < Requests; i++)
                await client.ReadReplyAsync();
            perBatch = Math.Min(perBatch, await AllocatedOnLoopAsync(node) - before);
        }

        // Asking the loop itself costs it a little.
        Assert.InRange(perBatch, 0, 1_000);
    }

    private static async Task<long> AllocatedOnLoopAsync(TestNode node)
    {
        var asked = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Server.State.Loops[0].Loop.Post(
            static state => ((TaskCompletionSource<long>)state!).SetResult(GC.GetAllocatedBytesForCurrentThread()), asked);
        return await asked.Task;
    }
}
