using K8sCache.Client.Tests.Support;
using K8sCache.Hosting.Tests.Tls;
using K8sCache.Hosting.Tls;
using K8sCache.Transport.Tests.Tls;

namespace K8sCache.Client.Tests;

public sealed class TlsTests : IDisposable
{
    private readonly SecretFolder _secret;
    private readonly SecretFolder _own;

    public TlsTests()
    {
        var authority = TestCertificates.Authority();
        _secret = new SecretFolder(TestCertificates.Issue(authority, "demo.default.svc"), authority);
        _own = new SecretFolder(TestCertificates.Issue(authority, "client"), authority);
    }

    public void Dispose()
    {
        _secret.Dispose();
        _own.Dispose();
    }

    [Theory]
    [InlineData(TlsAuthClients.No)]
    [InlineData(TlsAuthClients.Yes)]
    public async Task Values_of_all_sizes_come_back(TlsAuthClients asked)
    {
        await using var node = await StartAsync(asked);
        await using var client = new K8sCacheClient(Options(node, isKnown: asked == TlsAuthClients.Yes));
        foreach (var bytes in (int[])[0, 100, 100_000, 5_000_000])
        {
            var value = new byte[bytes];
            value.AsSpan().Fill((byte)bytes);
            await client.SetAsync($"key:{bytes}", value);
            Assert.Equal(value, await client.GetAsync($"key:{bytes}"));
        }
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_with_the_reason()
    {
        await using var node = await StartAsync(TlsAuthClients.No);
        var options = Options(node, isKnown: false);
        options.SslHost = "elsewhere";
        await using var client = new K8sCacheClient(options);
        var error = await Assert.ThrowsAsync<K8sCacheException>(() => client.ConnectAsync());
        Assert.Contains("RemoteCertificateNameMismatch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_the_options_is_listed()
    {
        var problems = new K8sCacheClientOptionsValidator().Validate(
            null, new K8sCacheClientOptions { Address = "a", CaFile = "none", CertFile = _own["tls.crt"] }).Failures!.ToList();
        Assert.Collection(
            problems,
            problem => Assert.StartsWith("Ssl:", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("CertFile: needs a KeyFile", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("CaFile: there is no file none", problem, StringComparison.Ordinal));
    }

    private Task<TestNode> StartAsync(TlsAuthClients asked) => TestNode.StartAsync(configure: options =>
        options with { Tls = new TlsOptions { SecretFolder = _secret.Path, AuthClients = asked } });

    private K8sCacheClientOptions Options(TestNode node, bool isKnown) => new()
    {
        Address = node.Address,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        RequestTimeout = TimeSpan.FromSeconds(20),
        Ssl = true,
        SslHost = "demo.default.svc",
        CaFile = _secret["ca.crt"],
        CertFile = isKnown ? _own["tls.crt"] : null,
        KeyFile = isKnown ? _own["tls.key"] : null,
    };
}
