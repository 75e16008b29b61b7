using System.Collections.Concurrent;
using System.Text;
using k8s;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Configuration;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace K8sCache.Kubernetes.Tests.Client;

/// <summary>TLS, credentials, throttling: what lies between a call and the wire.</summary>
public sealed class ConnectionTests
{
    private const string Version = """{"major":"1","minor":"36","gitVersion":"v1.36.2"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_tls_both_sides_are_known_and_http_2_is_spoken()
    {
        using var authority = new TestAuthority();
        using var server = authority.Issue("127.0.0.1");
        using var own = authority.Issue("operator");
        var seen = new ConcurrentQueue<(string Protocol, string? Client)>();
        await using var api = await FakeApiServer.StartAsync(
            (context, _) =>
            {
                seen.Enqueue((context.Request.Protocol, context.Connection.ClientCertificate?.Thumbprint));
                return context.Response.WriteAsync(Version);
            },
            certificate: server);
        using var client = Create(new KubernetesClientConfiguration
        {
            Host = api.Address.AbsoluteUri,
            SslCaCerts = [authority.Certificate],
            ClientCertificateData = Encoded(own.ExportCertificatePem()),
            ClientCertificateKeyData = Encoded(TestAuthority.KeyOf(own)),
        });
        Assert.Equal("v1.36.2", (await client.GetVersionAsync(Token)).GitVersion);
        Assert.Equal([("HTTP/2", own.Thumbprint)], seen);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused_unless_told_otherwise()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        using var server = authority.Issue("127.0.0.1");
        await using var api = await FakeApiServer.StartAsync((context, _) => context.Response.WriteAsync(Version), certificate: server);
        var configuration = new KubernetesClientConfiguration { Host = api.Address.AbsoluteUri, SslCaCerts = [other.Certificate] };
        using var strict = Create(configuration);
        await Assert.ThrowsAsync<HttpRequestException>(() => strict.GetVersionAsync(Token));
        configuration.SkipTlsVerify = true;
        using var careless = Create(configuration);
        await careless.GetVersionAsync(Token);
    }

    [Fact]
    public async Task The_name_in_the_certificate_counts_or_the_one_that_was_given()
    {
        using var authority = new TestAuthority();
        using var server = authority.Issue("api.internal");
        await using var api = await FakeApiServer.StartAsync((context, _) => context.Response.WriteAsync(Version), certificate: server);
        var configuration = new KubernetesClientConfiguration { Host = api.Address.AbsoluteUri, SslCaCerts = [authority.Certificate] };
        using var strict = Create(configuration);
        await Assert.ThrowsAsync<HttpRequestException>(() => strict.GetVersionAsync(Token));
        configuration.TlsServerName = "api.internal";
        using var told = Create(configuration);
        await told.GetVersionAsync(Token);
    }

    [Fact]
    public async Task Too_many_requests_waits_as_long_as_asked_and_sends_the_same_again()
    {
        var time = new FakeTimeProvider();
        var attempts = 0;
        await using var throttling = await FakeApiServer.StartAsync((context, body) =>
        {
            if (Interlocked.Increment(ref attempts) <= 2)
            {
                context.Response.StatusCode = attempts == 1 ? 429 : 503;
                context.Response.Headers.RetryAfter = "7";
                return context.Response.WriteAsync("");
            }
            return context.Response.WriteAsync(body);
        });
        using var client = throttling.CreateClient(time);
        var creating = client.CreateAsync(new CacheCluster { Metadata = new() { Name = "a", NamespaceProperty = "b" } }, null, Token);
        await Eventually.True(() => attempts == 1 && time.ArmedTimers >= 2);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, attempts);
        time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.True(() => attempts == 2 && time.ArmedTimers >= 2);
        time.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal("a", (await creating).Metadata.Name);
        Assert.Single(throttling.Requests.Select(request => request.Body).Distinct());
    }

    [Fact]
    public async Task Unavailable_without_a_wish_to_wait_is_an_error()
    {
        await using var api = await FakeApiServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("no backends");
        });
        using var client = api.CreateClient();
        var error = await Assert.ThrowsAsync<ApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(StatusReasons.Unknown, error.Reason);
        Assert.Contains("no backends", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_fetched_anew_once()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("token", "old");
        await using var api = await FakeApiServer.StartAsync((context, _) =>
        {
            if (context.Request.Headers.Authorization == "Bearer new")
                return context.Response.WriteAsync(Version);
            File.WriteAllText(path, "new");
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync("");
        });
        using var client = Create(new KubernetesClientConfiguration
        {
            Host = api.Address.AbsoluteUri,
            TokenProvider = new TokenFileCredentials(path, TimeProvider.System),
        });
        await client.GetVersionAsync(Token);
        Assert.Equal(2, api.Requests.Count);
    }

    [Fact]
    public async Task A_call_that_gets_no_answer_ends_and_says_so()
    {
        var time = new FakeTimeProvider();
        await using var api = await FakeApiServer.StartAsync(
            (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        using var client = api.CreateClient(time);
        var calling = client.GetVersionAsync(Token);
        await Eventually.True(() => !api.Requests.IsEmpty);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Contains("30 s", (await Assert.ThrowsAsync<HttpRequestException>(() => calling)).Message, StringComparison.Ordinal);
    }

    private static KubernetesClient Create(KubernetesClientConfiguration configuration) =>
        new(configuration, TestTypes.Json, TimeProvider.System);

    private static string Encoded(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));
}
