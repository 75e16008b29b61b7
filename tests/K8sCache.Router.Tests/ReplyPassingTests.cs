using System.Globalization;
using System.Text;
using K8sCache.Router.Configuration;
using K8sCache.Router.Routing;
using K8sCache.Router.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>
/// Replies of every length come as their node gave them, whether they are gathered or passed on in pieces; what is gathered can still be
/// asked of another copy when its node is lost, what has begun to pass on cannot.
/// </summary>
public sealed class ReplyPassingTests : FakeNodeTests
{
    private const int Passed = (int)ReplyStream.LeastBytes;

    // A loaded machine passes a large value slowly; nothing here is about time.
    private static RouterOptions Patient { get; } = TestRouter.Options with
    {
        Threads = 1,
        SuspectTimeout = TimeSpan.FromMinutes(1),
        StallTimeout = TimeSpan.FromMinutes(1),
        RequestTimeout = TimeSpan.FromMinutes(1),
    };

    /// <summary>Around what is received at a time, what is written at once, what passes in pieces and what has a connection to itself.</summary>
    private static IEnumerable<int> Lengths { get; } =
        ((int[])[16 * 1024, 32 * 1024, Passed, 128 * 1024, (int)LargeReads.LeastBytes])
        .SelectMany(static length => (int[])[length - 20, length - 9, length - 2, length - 1, length, length + 1, length + 9])
        .Concat([0, 1, 10_000, 100_000, 1_000_000]);

    [Fact]
    public async Task They_are_whole_and_in_order_for_many_clients_at_once()
    {
        const int Clients = 6;
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        foreach (var length in Lengths)
        {
            foreach (var node in Nodes)
                node.Entries[$"k{length}"] = ValueOf(length);
        }

        // The second time the router knows which are large.
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async seed =>
            {
                await using var client = await router.ConnectAsync();
                var lengths = Lengths.ToArray();
                new Random(seed).Shuffle(lengths);
                var replies = lengths.Select(length => client.ExecuteAsync("GET", $"k{length}")).ToList();
                for (var at = 0; at < lengths.Length; at++)
                    Assert.True(ValueOf(lengths[at]) == (await replies[at]).Text, $"a value of {lengths[at]} bytes");
            }));
        }
    }

    [Fact]
    public async Task One_whose_node_is_lost_while_it_is_gathered_comes_from_another_copy()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: Nodes.Count, options: Patient);
        await using var client = await router.ConnectAsync();
        var value = ValueOf(Passed - 100);
        LoseInTheMiddle(value);
        Assert.True(value == (await client.ExecuteAsync("GET", "key")).Text);
        Assert.Equal(2, Nodes.Sum(node => node.Count("GET")));
    }

    [Fact]
    public async Task One_whose_node_is_lost_while_it_passes_ends_its_client_and_no_other()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: Nodes.Count, options: Patient);
        await using var other = await router.ConnectAsync();
        using var client = await router.ConnectRawAsync();
        var value = ValueOf(4 * Passed);
        LoseInTheMiddle(value);
        await client.SendAsync("GET key\r\n");
        var received = await client.ReceiveToEndAsync();
        Assert.StartsWith(received, Reply(value), StringComparison.Ordinal);
        Assert.InRange(received.Length, 1, value.Length - 1);
        Assert.True(value == (await other.ExecuteAsync("GET", "key")).Text);
        await Eventually.True(() => router.Server.Loops[0].Pending.Requests == 0, "nothing is left of it");
    }

    /// <summary>Whichever node is asked first gives half of the value, and ends the connection.</summary>
    private void LoseInTheMiddle(string value)
    {
        var lost = 0;
        foreach (var node in Nodes)
        {
            node.Entries["key"] = value;
            node.Override = words => words[0] == "GET" && Interlocked.Increment(ref lost) == 1 ? Encoding.Latin1.GetBytes(Reply(value)[..(value.Length / 2)]) : null;
            node.LeavesAfter = words => words[0] == "GET";
        }
    }

    private static string Reply(string value) => string.Create(CultureInfo.InvariantCulture, $"${value.Length}\r\n{value}\r\n");

    private static string ValueOf(int length) => string.Create(length, length, static (chars, seed) =>
    {
        for (var at = 0; at < chars.Length; at++)
            chars[at] = (char)('a' + (((at * 31) + (at >> 9) + seed) % 26));
    });
}
