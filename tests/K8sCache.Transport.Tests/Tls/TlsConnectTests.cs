using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using K8sCache.Transport.Tls;

namespace K8sCache.Transport.Tests.Tls;

/// <summary>Connections that a loop opens itself.</summary>
public sealed class TlsConnectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_written_before_the_handshake_arrives_after_it()
    {
        await using var fixture = new TlsFixture();
        var replies = new TaskCompletionSource<byte[]>();
        var client = new ScriptedHandler
        {
            OnData = (_, data) =>
            {
                if (data.Length < 300_000)
                    return 0;
                replies.TrySetResult(data.ToArray());
                return data.Length;
            },
        };
        await OpenAsync(fixture, client, fixture.Loops.Listener.EndPoint, connection => connection.Output.Write(new byte[300_000]));
        Assert.Equal(300_000, (await Eventually.Within(replies.Task)).Length);
        Assert.Equal("connected", client.Events.First());
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_is_left_with_the_reason()
    {
        await using var fixture = new TlsFixture();
        var client = new ScriptedHandler();
        await OpenAsync(fixture, client, fixture.Loops.Listener.EndPoint, _ => { }, "elsewhere");
        var reason = Assert.IsType<AuthenticationException>(await Eventually.Within(client.Closed));
        Assert.Contains("RemoteCertificateNameMismatch", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("connected", client.Events);
    }

    [Fact]
    public async Task A_server_that_speaks_plain_text_is_left()
    {
        await using var fixture = new TlsFixture();
        await using var plain = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                connection.Output.Write("-ERR Protocol error\r\n"u8);
                return data.Length;
            },
        });
        var client = new ScriptedHandler();
        await OpenAsync(fixture, client, plain.Listener.EndPoint, _ => { });
        Assert.NotNull(await Eventually.Within(client.Closed));
        Assert.DoesNotContain("connected", client.Events);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_left_in_time()
    {
        await using var fixture = new TlsFixture();
        using var silent = new Socket(SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen();
        var client = new ScriptedHandler();
        await OpenAsync(fixture, client, (IPEndPoint)silent.LocalEndPoint!, _ => { }, timeout: TimeSpan.FromMilliseconds(50));
        Assert.IsType<TimeoutException>(await Eventually.Within(client.Closed));
    }

    [Fact]
    public async Task A_refused_connection_is_no_matter_of_tls()
    {
        await using var fixture = new TlsFixture();
        using var free = new Socket(SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var client = new ScriptedHandler();
        await OpenAsync(fixture, client, (IPEndPoint)free.LocalEndPoint!, _ => { });
        Assert.IsType<SocketException>(await Eventually.Within(client.Closed));
    }

    private static Task OpenAsync(
        TlsFixture fixture, ScriptedHandler handler, IPEndPoint endPoint, Action<Connection> opened, string name = "localhost", TimeSpan? timeout = null)
    {
        var options = fixture.ClientOptions();
        options.TargetHost = name;
        return fixture.Loops.InLoopAsync(() =>
        {
            opened(fixture.Loops.Loop.Connect(endPoint, handler, timeout ?? Patience, new TlsClient(_ => options)));
            return true;
        });
    }
}
