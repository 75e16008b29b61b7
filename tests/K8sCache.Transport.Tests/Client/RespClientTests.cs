using System.Collections.Concurrent;
using System.Net.Sockets;
using K8sCache.Resp;
using K8sCache.Testing.Client;

namespace K8sCache.Transport.Tests.Client;

public sealed class RespClientTests : IAsyncLifetime
{
    private static readonly RespClientOptions Options = new() { Time = TimeProvider.System };

    private readonly EchoServer _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Requests_of_many_callers_get_their_own_replies()
    {
        await using var client = await RespClient.ConnectAsync(_server.EndPoint, Options);
        var calls = Enumerable.Range(0, 1000).Select(async i =>
            (Sent: $"value {i}", Got: (await client.ExecuteAsync("ECHO", $"value {i}")).Text));
        Assert.All(await Task.WhenAll(calls), call => Assert.Equal(call.Sent, call.Got));
    }

    [Fact]
    public async Task A_reply_larger_than_any_buffer_is_read()
    {
        await using var client = await RespClient.ConnectAsync(_server.EndPoint, Options);
        var value = new byte[3_000_000];
        new Random(1).NextBytes(value);
        var reply = await client.ExecuteAsync(["ECHO"u8.ToArray(), value]);
        Assert.True(reply.Bytes.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task An_error_is_a_value()
    {
        await using var client = await RespClient.ConnectAsync(_server.EndPoint, Options);
        var reply = await client.ExecuteAsync("NOSUCH");
        Assert.True(reply.IsError);
        Assert.Equal("ERR unknown command", reply.Text);
    }

    [Fact]
    public async Task Out_of_band_messages_are_no_replies()
    {
        var pushed = new ConcurrentQueue<string>();
        await using var client = await RespClient.ConnectAsync(
            _server.EndPoint, Options with { OnPush = value => pushed.Enqueue(value.ToString()) });
        Assert.Equal("OK", (await client.ExecuteAsync("PUSH")).Text);
        Assert.Equal("[news]", Assert.Single(pushed));
    }

    [Theory]
    [InlineData(RespVersion.Resp2, null)]
    [InlineData(RespVersion.Resp2, "user")]
    [InlineData(RespVersion.Resp3, "user")]
    public async Task A_password_is_sent_first_and_may_be_refused(RespVersion version, string? user)
    {
        var options = Options with { Version = version, UserName = user, Password = "secret" };
        await using (var client = await RespClient.ConnectAsync(_server.EndPoint, options))
            Assert.Equal("x", (await client.ExecuteAsync("ECHO", "x")).Text);
        var refused = await Assert.ThrowsAsync<RespErrorException>(
            () => RespClient.ConnectAsync(_server.EndPoint, options with { Password = "wrong" }));
        Assert.Equal("WRONGPASS no", refused.Message);
    }

    [Fact]
    public async Task No_reply_is_a_timeout()
    {
        await using var client = await RespClient.ConnectAsync(
            _server.EndPoint, Options with { RequestTimeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<TimeoutException>(() => client.ExecuteAsync("SILENT"));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        await using var client = await RespClient.ConnectAsync(_server.EndPoint, Options);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ExecuteAsync(["SILENT"], cancelled.Token));
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("GARBAGE")]
    public async Task A_broken_connection_fails_this_call_and_the_next(string command)
    {
        await using var client = await RespClient.ConnectAsync(_server.EndPoint, Options);
        await Assert.ThrowsAsync<IOException>(() => client.ExecuteAsync(command));
        await Assert.ThrowsAsync<IOException>(() => client.ExecuteAsync("ECHO", "x"));
    }

    [Fact]
    public async Task Disposing_fails_what_waits()
    {
        var client = await RespClient.ConnectAsync(_server.EndPoint, Options);
        var waiting = client.ExecuteAsync("SILENT");
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_exception()
    {
        await _server.DisposeAsync();
        await Assert.ThrowsAsync<SocketException>(() => RespClient.ConnectAsync(_server.EndPoint, Options));
    }
}
