using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using K8sCache.Transport.Tls;

namespace K8sCache.Transport.Tests.Tls;

public sealed class TlsHandshakeTests
{
    [Fact]
    public async Task A_plain_client_is_told_in_plain_text_and_counted()
    {
        await using var fixture = new TlsFixture();
        using var socket = await fixture.Loops.ConnectAsync();
        await socket.SendAsync("*1\r\n$4\r\nPING\r\n"u8.ToArray());
        Assert.StartsWith("-ERR this port speaks TLS", System.Text.Encoding.ASCII.GetString(await LoopFixture.ReceiveAsync(socket, 1000)), StringComparison.Ordinal);
        await fixture.FailedAsync(TlsFailure.PlainText);
        Assert.Contains("plain text", fixture.Failures.Single().Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Loops.Handlers);
    }

    [Fact]
    public async Task Who_says_nothing_and_goes_is_no_failure()
    {
        await using var fixture = new TlsFixture();
        (await fixture.Loops.ConnectAsync()).Dispose();
        await Eventually.True(() => fixture.Loops.Listener.ConnectionCount == 0, "it is gone");
        Assert.Empty(fixture.Failures);
    }

    [Fact]
    public async Task A_silent_connection_ends_at_the_deadline()
    {
        await using var fixture = new TlsFixture(handshakeTimeout: TimeSpan.FromMilliseconds(50));
        using var socket = await fixture.Loops.ConnectAsync();
        Assert.Empty(await LoopFixture.ReceiveAsync(socket, 1));
        await fixture.FailedAsync(TlsFailure.Timeout);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_client_that_does_not_trust_us_says_so(string version)
    {
        await using var fixture = new TlsFixture();
        using var client = OpenSsl.Connect(fixture.Loops.Listener.EndPoint, version, "-verify_return_error");
        await fixture.FailedAsync(TlsFailure.PeerRefused);
        Assert.Contains("unknown ca", fixture.Failures.Single().Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Loops.Handlers);
    }

    /// <summary>.NET's looks at the certificate only once the handshake is over.</summary>
    [Fact]
    public async Task A_client_that_goes_right_after_the_handshake_leaves_nothing_behind()
    {
        await using var fixture = new TlsFixture();
        var options = fixture.ClientOptions();
        options.CertificateChainPolicy!.CustomTrustStore.Clear();
        options.CertificateChainPolicy.CustomTrustStore.Add(TestCertificates.Authority("another"));
        await Assert.ThrowsAsync<AuthenticationException>(() => fixture.OpenAsync(options));
        await Eventually.True(() => fixture.Loops.Listener.ConnectionCount == 0, "it is closed");
        Assert.Equal(0, fixture.Tls.Counters.Open);
    }

    [Fact]
    public async Task A_garbled_handshake_is_refused()
    {
        await using var fixture = new TlsFixture();
        using var socket = await fixture.Loops.ConnectAsync();
        await socket.SendAsync(new byte[] { 22, 3, 1, 0, 5, 1, 2, 3, 4, 5 });
        await fixture.FailedAsync(TlsFailure.Protocol);
    }

    [Fact]
    public async Task A_record_longer_than_any_is_refused()
    {
        await using var fixture = new TlsFixture();
        using var socket = await fixture.Loops.ConnectAsync();
        await socket.SendAsync(new byte[] { 22, 3, 1, 255, 255, 1 });
        await fixture.FailedAsync(TlsFailure.Protocol);
    }

    /// <summary>Our own client never offers what is too old; openssl does when told to.</summary>
    [Theory]
    [InlineData("-tls1")]
    [InlineData("-tls1_1")]
    public async Task Old_versions_are_refused(string version)
    {
        await using var fixture = new TlsFixture();
        using var client = OpenSsl.Connect(fixture.Loops.Listener.EndPoint, version, "-cipher", "ALL:@SECLEVEL=0");
        await fixture.FailedAsync(TlsFailure.Protocol);
    }

    [Fact]
    public async Task Renegotiation_is_refused()
    {
        await using var fixture = new TlsFixture();
        using var client = OpenSsl.Connect(fixture.Loops.Listener.EndPoint, "-tls1_2");
        await client.StandardInput.WriteLineAsync("first");
        var handler = await fixture.Loops.HandlerAsync();
        await Eventually.True(() => handler.Events.Contains("received first\n"), "the connection works");
        await client.StandardInput.WriteLineAsync("R");
        await client.StandardInput.FlushAsync();
        await Eventually.Within(client.WaitForExitAsync());
        var said = await client.StandardError.ReadToEndAsync();
        Assert.True(said.Contains("RENEGOTIATING", StringComparison.Ordinal), said);
        Assert.Equal(1, fixture.Tls.Counters.HandshakesTotal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_shows_its_certificate_where_one_is_required(SslProtocols version)
    {
        await using var fixture = new TlsFixture(configureTls: Require);
        Trust(fixture);
        var options = fixture.ClientOptions(version);
        options.ClientCertificateContext = SslStreamCertificateContext.Create(TestCertificates.Issue(fixture.Authority, "client"), [], offline: true);
        await using var client = await fixture.OpenAsync(options);
        await client.WriteAsync("known"u8.ToArray());
        Assert.Equal("known", await TlsFixture.ReadTextAsync(client, 5));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, false)]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    public async Task A_missing_or_foreign_certificate_is_refused(SslProtocols version, bool isForeign)
    {
        await using var fixture = new TlsFixture(configureTls: Require);
        Trust(fixture);
        var options = fixture.ClientOptions(version);
        if (isForeign)
        {
            var foreign = TestCertificates.Issue(TestCertificates.Authority("foreign"), "client");
            options.ClientCertificateContext = SslStreamCertificateContext.Create(foreign, [], offline: true);
        }

        // With TLS 1.3 the client learns of it only when it reads.
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var client = await fixture.OpenAsync(options);
            if ((await TlsFixture.ReadAsync(client, 1)).Length == 0)
                throw new IOException("closed");
        });
        await fixture.FailedAsync(TlsFailure.Certificate);
        Assert.Empty(fixture.Loops.Handlers);
    }

    [Fact]
    public async Task New_connections_get_a_new_certificate_and_old_ones_stay()
    {
        await using var fixture = new TlsFixture();
        await using var before = await fixture.OpenAsync();
        var next = TestCertificates.Issue(fixture.Authority);
        fixture.ServerOptions = TlsFixture.MakeServerOptions(next);
        await using var after = await fixture.OpenAsync();
        Assert.Equal(next.RawData, after.RemoteCertificate!.GetRawCertData());
        Assert.NotEqual(next.RawData, before.RemoteCertificate!.GetRawCertData());
        await before.WriteAsync("old"u8.ToArray());
        Assert.Equal("old", await TlsFixture.ReadTextAsync(before, 3));
    }

    /// <summary>More than fit into a turn: each gets its step, and who is connected already is served meanwhile.</summary>
    [Fact]
    public async Task Many_handshakes_at_once_all_come_to_their_turn()
    {
        const int Clients = 150;
        await using var fixture = new TlsFixture();
        await using var first = await fixture.OpenAsync();
        var opening = Enumerable.Range(0, Clients).Select(_ => fixture.OpenAsync()).ToList();
        while (!opening.All(task => task.IsCompleted))
        {
            await first.WriteAsync("ping"u8.ToArray());
            Assert.Equal("ping", await TlsFixture.ReadTextAsync(first, 4));
        }

        foreach (var client in await Task.WhenAll(opening))
            await client.DisposeAsync();
        await Eventually.True(() => fixture.Tls.Counters.Open == 1, "the others are closed");
        Assert.Equal(Clients + 1, fixture.Tls.Counters.HandshakesTotal);
    }

    [Fact]
    public async Task A_loop_holds_a_bounded_number_of_unfinished_handshakes()
    {
        await using var fixture = new TlsFixture();
        var hello = await ClientHelloAsync(fixture);
        var sockets = new List<Socket>();
        for (var i = 0; i <= TlsLimits.HandshakesPerLoopMax; i++)
        {
            sockets.Add(await fixture.Loops.ConnectAsync());
            await sockets[i].SendAsync(hello);
        }

        await fixture.FailedAsync(TlsFailure.Busy);
        sockets.ForEach(socket => socket.Dispose());
        await Eventually.True(
            () => fixture.Tls.Counters.FailuresFor(TlsFailure.Closed) == TlsLimits.HandshakesPerLoopMax, "the others are given up");
        await using var client = await fixture.OpenAsync();
    }

    [Fact]
    public async Task Too_many_connections_are_closed_without_a_word()
    {
        await using var fixture = new TlsFixture(maxConnections: 1);
        await using var first = await fixture.OpenAsync();
        using var second = await fixture.Loops.ConnectAsync();
        Assert.Empty(await LoopFixture.ReceiveAsync(second, 1));
        Assert.Equal(1, fixture.Loops.Listener.RefusedCount);
    }

    private static void Require(SslServerAuthenticationOptions options) => options.ClientCertificateRequired = true;

    private static void Trust(TlsFixture fixture) =>
        fixture.ServerOptions.CertificateChainPolicy = fixture.ClientOptions().CertificateChainPolicy;

    /// <summary>The first message of a handshake, as a client sends it.</summary>
    private static async Task<byte[]> ClientHelloAsync(TlsFixture fixture)
    {
        using var sent = new MemoryStream();
        await using var stream = new SslStream(sent);
        await Assert.ThrowsAnyAsync<Exception>(() => stream.AuthenticateAsClientAsync(fixture.ClientOptions()));
        return sent.ToArray();
    }
}
