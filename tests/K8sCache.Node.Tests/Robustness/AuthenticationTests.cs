using K8sCache.Hosting.Lifetime;
using K8sCache.Node.Tests.Clusters;
using K8sCache.Node.Tests.Harness;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Robustness;

public sealed class AuthenticationTests : IDisposable
{
    private readonly string _passwordFile = Path.GetTempFileName();

    public AuthenticationTests() => File.WriteAllText(_passwordFile, "s3cret\n");

    [Fact]
    public async Task A_password_is_asked_for_and_checked_as_redis_does()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { PasswordFile = _passwordFile });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("-NOAUTH Authentication required.\r\n", await client.AskAsync("GET k"));
        Assert.Equal("-WRONGPASS invalid username-password pair or user is disabled.\r\n", await client.AskAsync("AUTH wrong"));
        Assert.Equal(
            "-NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time\r\n",
            await client.AskAsync("HELLO 3"));
        // What calls no command is said before, as by redis-server.
        Assert.Equal("-ERR wrong number of arguments for 'get' command\r\n", await client.AskAsync("GET"));
        Assert.Equal("-ERR unknown command 'nosuch', with args beginning with: 'a' \r\n", await client.AskAsync("nosuch a"));
        Assert.Equal("-ERR unknown subcommand 'nosuch'. Try CLIENT HELP.\r\n", await client.AskAsync("CLIENT nosuch"));
        Assert.Equal("-EXECABORT Transaction discarded because of: NOAUTH Authentication required.\r\n", await client.AskAsync("EXEC"));
        Assert.Equal("-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command\r\n", await client.AskAsync("EXEC x"));
        Assert.StartsWith("-WRONGPASS", await client.AskAsync("HELLO 3 AUTH other s3cret"), StringComparison.Ordinal);
        Assert.Equal("+OK\r\n", await client.AskAsync("AUTH s3cret"));
        Assert.Equal("$-1\r\n", await client.AskAsync("GET k"));
        Assert.Equal("+RESET\r\n", await client.AskAsync("RESET"));
        Assert.StartsWith("-NOAUTH", await client.AskAsync("GET k"), StringComparison.Ordinal);
        Assert.StartsWith("%7", await client.AskAsync("HELLO 3 AUTH default s3cret SETNAME me"), StringComparison.Ordinal);
        Assert.Equal("$2\r\nme\r\n", await client.AskAsync("CLIENT GETNAME"));
    }

    [Fact]
    public async Task An_empty_password_file_is_no_open_door()
    {
        await File.WriteAllTextAsync(_passwordFile, "\n");
        var error = await Assert.ThrowsAsync<StartFailedException>(
            () => TestNode.StartAsync(configure: options => options with { PasswordFile = _passwordFile }));
        Assert.Contains("is empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_authentication_only_little_may_be_sent()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { PasswordFile = _passwordFile });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.SendAsync("*2\r\n$3\r\nGET\r\n$100000\r\n"u8.ToArray());
        Assert.Equal("-ERR Protocol error: unauthenticated bulk length\r\n", await client.ReadTextAsync());
    }

    [Fact]
    public async Task Nodes_give_each_other_the_password()
    {
        await using var cluster = await TestCluster.StartAsync(2, passwordFile: _passwordFile);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("AUTH s3cret"));
        Assert.Equal("+OK\r\n", await client.AskAsync("SET before v"));
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync), (1, CopyState.Filling)));
        Assert.Equal("+OK\r\n", await client.AskAsync($"SET after {new string('v', 50_000)}"));
        await Eventually.True(() => cluster[1].Server.State.Engine.Count == 2, "the copy has both");
    }

    public void Dispose() => File.Delete(_passwordFile);
}
