using System.Collections.Concurrent;
using K8sCache.Node.Tests.Harness;
using K8sCache.Testing.Client;

namespace K8sCache.Node.Tests.Sessions;

/// <summary>Large values of many clients at once: slower, but no error, and no more memory than is meant for them.</summary>
public sealed class LargeValueTests
{
    private const int Clients = 50;
    private const int ValueBytes = 4_000_000;

    [Fact]
    public async Task Many_clients_write_and_read_large_values_on_a_small_node()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { MemoryBytes = 128 << 20, Threads = 1 });
        var loop = node.Server.State.Loops[0].Loop;
        var held = new ConcurrentBag<long>();
        var options = new RespClientOptions { Time = TimeProvider.System, RequestTimeout = TimeSpan.FromMinutes(2) };
        var value = new string('v', ValueBytes);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            await using var client = await RespClient.ConnectAsync(node.EndPoint, options);
            Assert.Equal("OK", (await client.ExecuteAsync("SET", $"key{number}", value)).Text);
            held.Add(loop.HeldInputBytes);
            var read = await client.ExecuteAsync("GET", $"key{number}");
            Assert.True(read.IsNull || read.Text == value, "what is not evicted is whole");
        }));

        // What the loop's requests may hold together, one that may always go on, and a piece for each.
        Assert.InRange(held.Max(), 1, (16 << 20) + ValueBytes + (8 << 20));
        Assert.InRange(node.Server.State.Engine.MemoryUsedBytes, ValueBytes, 128 << 20);
        Assert.InRange(node.Server.State.Engine.Count, 20, 33);
    }
}
