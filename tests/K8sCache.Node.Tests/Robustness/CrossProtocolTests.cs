using System.Net;
using System.Text;
using K8sCache.Node.Tests.Clusters;
using K8sCache.Node.Tests.Harness;
using K8sCache.Serving.Clients;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Robustness;

/// <summary>Browsers that are made to send commands in the body of a request; the bytes are curl's.</summary>
public sealed class CrossProtocolTests : IDisposable
{
    private const string Curl =
        "POST / HTTP/1.1\r\nHost: localhost:6379\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\nContent-Length: 15\r\n\r\n\r\nSET pwned 1\r\n";

    private readonly string _passwordFile = Path.GetTempFileName();

    public CrossProtocolTests() => File.WriteAllText(_passwordFile, "s3cret\n");

    public static TheoryData<string> Attacks =>
    [
        Curl,
        "host: x\r\nSET pwned 1\r\n",
        "*1\r\n$4\r\npOsT\r\n*3\r\n$3\r\nSET\r\n$5\r\npwned\r\n$1\r\n1\r\n",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task The_connection_is_closed_without_a_word_and_nothing_is_run(string attack)
    {
        await using var node = await TestNode.StartAsync();
        await AttackAsync(node.EndPoint, attack);
        await ExpectClosedAsync(node, 1);
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("MULTI");
        await client.SendAsync(Encoding.ASCII.GetBytes(attack + "EXEC\r\n"));
        Assert.Null(await client.ReadReplyAsync());
        await ExpectClosedAsync(node, 2);
    }

    [Fact]
    public async Task Nor_before_authentication()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { PasswordFile = _passwordFile });
        await AttackAsync(node.EndPoint, "Host: x\r\nAUTH s3cret\r\nSET pwned 1\r\n");
        await ExpectClosedAsync(node, 1);
    }

    [Fact]
    public async Task Nor_at_the_port_for_other_nodes()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync)));
        await AttackAsync(cluster[0].Server.PeerEndPoint!, Curl);
        await ExpectClosedAsync(cluster[0], 1);
    }

    public void Dispose() => File.Delete(_passwordFile);

    private static async Task AttackAsync(EndPoint endPoint, string bytes)
    {
        using var client = await RawClient.ConnectAsync(endPoint);
        await client.SendAsync(Encoding.ASCII.GetBytes(bytes));
        Assert.Null(await client.ReadReplyAsync());
    }

    private static async Task ExpectClosedAsync(TestNode node, long count)
    {
        var state = node.Server.State;
        await Eventually.True(
            () => state.Loops.Sum(loop => loop.Counters.ClosedFor(ClosingReason.CrossProtocol)) == count, "it is counted");
        Assert.Equal(0, state.Engine.Count);
    }
}
