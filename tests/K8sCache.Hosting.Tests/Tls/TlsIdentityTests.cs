using System.Security.Cryptography.X509Certificates;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Tls;
using K8sCache.Transport.Tests.Tls;

namespace K8sCache.Hosting.Tests.Tls;

public sealed class TlsIdentityTests : IDisposable
{
    private readonly X509Certificate2 _authority = TestCertificates.Authority();
    private readonly SecretFolder _folder;

    public TlsIdentityTests() => _folder = new SecretFolder(TestCertificates.Issue(_authority), _authority);

    private TlsOptions Options => new() { SecretFolder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_is_taken_once_and_nothing_is_no_change()
    {
        var identity = new TlsIdentity(Options, TimeProvider.System);
        var before = identity.ForClients();
        Assert.Equal(TlsReload.Unchanged, identity.Reload(out _));
        Assert.Same(before, identity.ForClients());

        using var next = TestCertificates.Issue(_authority, "next", TimeProvider.System.GetUtcNow().AddDays(30));
        _folder.Swap(next, _authority);
        Assert.Equal(TlsReload.Taken, identity.Reload(out _));
        Assert.Equal("CN=next", identity.Subject);
        Assert.Equal(next.NotAfter.ToUniversalTime(), identity.ExpiresAt.UtcDateTime);
        Assert.NotSame(before, identity.ForClients());
        Assert.Equal(TlsReload.Unchanged, identity.Reload(out _));
    }

    [Fact]
    public void What_cannot_be_used_is_said_once_and_changes_nothing()
    {
        var identity = new TlsIdentity(Options, TimeProvider.System);
        var before = identity.ForClients();
        _folder.Swap("garbled", "garbled", null);
        Assert.Equal(TlsReload.Refused, identity.Reload(out var problem));
        Assert.Contains("tls.crt holds no PEM certificate", problem, StringComparison.Ordinal);
        Assert.Equal(TlsReload.Unchanged, identity.Reload(out _));
        Assert.Same(before, identity.ForClients());

        File.Delete(_folder["..data"]);
        Assert.Equal(TlsReload.Refused, identity.Reload(out problem));
        Assert.Contains("does not exist", problem, StringComparison.Ordinal);
        Assert.Equal(TlsReload.Unchanged, identity.Reload(out _));

        _folder.Swap(TestCertificates.Issue(_authority, "mended"), _authority);
        Assert.Equal(TlsReload.Taken, identity.Reload(out _));
        Assert.Equal("CN=mended", identity.Subject);
    }

    [Theory]
    [InlineData("tls.crt", null, "the certificate {0} does not exist")]
    [InlineData("tls.crt", "text", "the certificate {0} holds no PEM certificate (-----BEGIN CERTIFICATE-----)")]
    [InlineData("tls.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "the certificate {0} is garbled")]
    [InlineData("tls.key", null, "the private key {0} does not exist")]
    [InlineData("tls.key", "text", "the private key {0} holds no PEM private key (-----BEGIN PRIVATE KEY-----)")]
    [InlineData("tls.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "the private key {0} is garbled")]
    [InlineData("tls.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "the private key {0} is encrypted")]
    [InlineData("tls.key", "OTHER", "the private key {0} does not belong to the certificate")]
    [InlineData("ca.crt", "text", "the file of authorities {0} holds no PEM certificate")]
    public void A_file_that_is_wrong_is_named_with_what_is_wrong(string name, string? content, string problem)
    {
        File.Delete(_folder[name]);
        if (content == "OTHER")
            content = TestCertificates.Issue(_authority).GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        if (content is not null)
            File.WriteAllText(_folder[name], content);
        var error = Assert.Throws<StartFailedException>(() => new TlsIdentity(Options, TimeProvider.System));
        Assert.StartsWith("TLS: " + string.Format(null, problem, _folder[name]), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_authorities_the_systems_are_trusted_but_clients_cannot_be_asked()
    {
        _folder.Swap(TestCertificates.Issue(_authority));
        _ = new TlsIdentity(Options, TimeProvider.System);
        var error = Assert.Throws<StartFailedException>(
            () => new TlsIdentity(Options with { AuthClients = TlsAuthClients.Yes }, TimeProvider.System));
        Assert.Contains("there is no", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_watched()
    {
        var identity = new TlsIdentity(Options, TimeProvider.System);
        var taken = new TaskCompletionSource();
        var refused = new TaskCompletionSource<string>();
        await using var watch = new TlsWatch(
            identity, TimeSpan.FromMilliseconds(10), TimeProvider.System, () => taken.TrySetResult(), problem => refused.TrySetResult(problem));
        _folder.Swap("garbled", "garbled", null);
        Assert.Contains("no PEM", await refused.Task.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        _folder.Swap(TestCertificates.Issue(_authority), _authority);
        await taken.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
