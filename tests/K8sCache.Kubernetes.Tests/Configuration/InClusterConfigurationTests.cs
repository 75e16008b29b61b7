using K8sCache.Kubernetes.Configuration;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Configuration;

public sealed class InClusterConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(InClusterConfiguration.DirectoryVariable, null);
        Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_HOST", null);
        Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_PORT", null);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pod_finds_server_authority_namespace_and_token()
    {
        using var authority = new TestAuthority();
        _folder.Write("ca.crt", authority.Certificate.ExportCertificatePem());
        _folder.Write("namespace", "team\n");
        _folder.Write("token", "pod-token\n");
        Environment.SetEnvironmentVariable(InClusterConfiguration.DirectoryVariable, _folder.Path);
        Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_HOST", "fd00::1");
        Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_PORT", "443");

        Assert.True(InClusterConfiguration.IsAvailable);
        var configuration = InClusterConfiguration.Load(new FakeTimeProvider());
        Assert.Equal("https://[fd00::1]/", configuration.Host);
        Assert.Equal("team", configuration.Namespace);
        Assert.Equal(authority.Certificate.Thumbprint, Assert.Single(configuration.SslCaCerts).Thumbprint);
        Assert.Equal("Bearer pod-token", (await configuration.Credentials().GetAuthenticationHeaderAsync(Token))!.ToString());

        File.Delete(Path.Combine(_folder.Path, "ca.crt"));
        Assert.Contains("ca.crt", Assert.Throws<KubernetesConfigurationException>(
            () => InClusterConfiguration.Load(new FakeTimeProvider())).Message, StringComparison.Ordinal);
    }
}
