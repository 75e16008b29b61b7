using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using K8sCache.Hosting.Tests.Tls;
using K8sCache.Hosting.Tls;
using K8sCache.Router;
using K8sCache.Router.Configuration;
using K8sCache.Testing.Client;
using K8sCache.Topology;
using K8sCache.Topology.Json;
using K8sCache.Transport.Tests.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Node.Tests.Clusters;

/// <summary>Everything between clients, routers and nodes encrypted, with a certificate for the Service's name only.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const string Service = "demo.default.svc";

    private readonly X509Certificate2 _authority = TestCertificates.Authority();
    private readonly SecretFolder _secret;
    private TestCluster _cluster = null!;

    public TlsTests() => _secret = new SecretFolder(TestCertificates.Issue(_authority, Service), _authority);

    private TlsOptions Tls => new() { SecretFolder = _secret.Path, PeerName = Service };

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(2, TimeSpan.FromSeconds(20), configure: (_, options) => options with { Tls = Tls });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _secret.Dispose();
    }

    [Fact]
    public async Task Writes_reach_copies_and_transfers_fill_them()
    {
        await _cluster.ApplyAsync(_cluster.Everywhere((0, CopyState.InSync)));
        await using var first = await ConnectAsync(_cluster[0].EndPoint);
        for (var i = 0; i < 500; i++)
            Assert.Equal("OK", (await first.ExecuteAsync("SET", $"before:{i}", new string('x', i * 10))).Text);
        await _cluster.ApplyAsync(_cluster.Everywhere((0, CopyState.InSync), (1, CopyState.Filling)));
        Assert.Equal("OK", (await first.ExecuteAsync("SET", "after", "written")).Text);
        await Eventually.True(() => _cluster[1].Server.State.Engine.Count == 501, "the copy is filled");
        Assert.True(_cluster[1].Server.State.Tls!.Counters.HandshakesTotal > 0);
    }

    [Fact]
    public async Task A_router_takes_clients_and_reaches_nodes()
    {
        var topology = _cluster.Spread(2);
        await _cluster.ApplyAsync(topology);
        await using var router = await RouterServer.StartAsync(
            new RouterOptions { Bind = IPAddress.Loopback, Port = 0, AdminPort = 0, Threads = 2, Tls = Tls },
            NullLogger.Instance, TimeProvider.System);
        using var http = new HttpClient();
        using var content = new ByteArrayContent(TopologyJson.Serialize(topology));
        (await http.PutAsync(new Uri($"http://{router.AdminEndPoint}/topology"), content)).EnsureSuccessStatusCode();
        await using var client = await ConnectAsync(router.EndPoint);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("OK", (await client.ExecuteAsync("SET", $"key:{i}", $"value {i}")).Text);
            Assert.Equal($"value {i}", (await client.ExecuteAsync("GET", $"key:{i}")).Text);
        }

        var metrics = await http.GetStringAsync(new Uri($"http://{router.AdminEndPoint}/metrics"));
        Assert.Contains("k8scache_router_tls_handshake_failures_total{reason=\"PlainText\"} 0", metrics, StringComparison.Ordinal);
        Assert.Contains("k8scache_router_tls_certificate_expiry_timestamp_seconds ", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_nodes_get_in_where_nodes_meet()
    {
        await _cluster.ApplyAsync(_cluster.Spread(2));
        var peers = _cluster[0].Server.PeerEndPoint!;

        // With TLS 1.3 a client learns that its certificate is missed only when it reads.
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var client = await ConnectAsync(peers);
            await client.ExecuteAsync("PING");
        });
        var counters = _cluster[0].Server.State.Tls!.Counters;
        await Eventually.True(
            () => counters.FailuresFor(Transport.Tls.TlsFailure.Certificate) == 1, "it is refused for its certificate");
    }

    [Fact]
    public async Task Plain_text_is_refused_with_the_reason()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_cluster[0].EndPoint);
        await socket.SendAsync("PING\r\n"u8.ToArray());
        var buffer = new byte[200];
        var received = await socket.ReceiveAsync(buffer);
        Assert.StartsWith("-ERR this port speaks TLS", System.Text.Encoding.ASCII.GetString(buffer, 0, received), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_certificate_is_taken_while_everything_runs_on()
    {
        await _cluster.ApplyAsync(_cluster.Spread(2));
        await using var before = await ConnectAsync(_cluster[0].EndPoint);
        _secret.Swap("garbled", "garbled", null);
        await Eventually.True(() => _cluster[0].Server.State.Tls!.ReloadFailures == 1, "the bad one is refused");
        await using var between = await ConnectAsync(_cluster[0].EndPoint);
        Assert.Equal("PONG", (await between.ExecuteAsync("PING")).Text);

        _secret.Swap(TestCertificates.Issue(_authority, "renewed.default.svc"), _authority);
        await Eventually.True(
            () => _cluster.Nodes.All(node => node.Server.State.Tls!.Identity.Subject == "CN=renewed.default.svc"), "the new one is taken");
        await using var after = await ConnectAsync(_cluster[0].EndPoint, "renewed.default.svc");
        Assert.Equal("PONG", (await before.ExecuteAsync("PING")).Text);
        Assert.Equal("PONG", (await after.ExecuteAsync("PING")).Text);
        await Assert.ThrowsAsync<AuthenticationException>(() => ConnectAsync(_cluster[0].EndPoint));
    }

    [Fact]
    public async Task Clients_are_killed_and_told_apart_as_ever()
    {
        await using var first = await ConnectAsync(_cluster[0].EndPoint);
        await using var second = await ConnectAsync(_cluster[0].EndPoint);
        var id = (await first.ExecuteAsync("CLIENT", "ID")).Text;
        Assert.Equal("1", (await second.ExecuteAsync("CLIENT", "KILL", "ID", id)).Text);
        await Assert.ThrowsAsync<IOException>(() => first.ExecuteAsync("PING"));
    }

    private Task<RespClient> ConnectAsync(IPEndPoint endPoint, string name = Service) => RespClient.ConnectAsync(
        endPoint, new RespClientOptions
        {
            Time = TimeProvider.System,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            RequestTimeout = TimeSpan.FromSeconds(20),
            Tls = new SslClientAuthenticationOptions
            {
                TargetHost = name,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { _authority },
                },
            },
        });
}
