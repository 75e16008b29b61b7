using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using K8sCache.EndToEnd.Tests.Harness;
using K8sCache.Transport.Tests.Tls;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>The images of <c>make images</c>: what is in them, and their programs started in them as a kubelet would.</summary>
[Collection(ClusterCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class ImageTests : IClassFixture<BuiltImages>, IDisposable
{
    private const int MebiByte = 1 << 20;

    private static readonly HttpClient Http = new();

    private readonly KubernetesCluster _cluster;

    /// <summary>The programs' /tmp, which they may read but not write.</summary>
    private readonly DirectoryInfo _folder;

    public ImageTests(KubernetesCluster cluster)
    {
        _cluster = cluster;
        Assert.SkipUnless(Environment.IsPrivilegedProcess, BuiltImages.NeedsRoot);
        _folder = Directory.CreateTempSubdirectory("k8scache-image-");
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Node_and_router_run_read_only_as_a_user_and_speak_TLS()
    {
        await using var image = await ContainerImage.OpenAsync($"k8scache-node:{BuiltImages.Tag}");
        AssertIsMinimal(image, "k8scache-node", 55);

        using var authority = TestCertificates.Authority();
        var certificate = TestCertificates.Issue(authority, "localhost");
        Write("ca.crt", authority.ExportCertificatePem());
        Write("tls.crt", certificate.ExportCertificatePem());
        Write("tls.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        string[] tls = ["--tls-cert-file", "/tmp/tls.crt", "--tls-key-file", "/tmp/tls.key", "--tls-ca-cert-file", "/tmp/ca.crt"];

        var (nodePort, routerPort) = (FreePort.Next(), FreePort.Next());
        Write("topology.json", $$"""{"epoch":1,"nodes":[{"name":"a","address":"127.0.0.1:{{nodePort}}"}]}""");
        await using var node = await StartAsync(image, "k8scache-node", nodePort, [.. tls, "--memory", "64MiB"]);
        await using var router = await StartAsync(image, "k8scache-router", routerPort, [.. tls, "--topology", "/tmp/topology.json"]);
        await Eventually.AssertAsync(async () => Assert.Equal("+OK\r\n", await AskAsync(routerPort, authority, "SET k v\r\n")));
        Assert.Equal("$1\r\nv\r\n", await AskAsync(nodePort, authority, "GET k\r\n"));
        AssertIsConfined(node);
        AssertIsConfined(router);
    }

    [Fact]
    public async Task The_operator_runs_read_only_as_a_user_and_reaches_the_API_over_TLS()
    {
        Assert.SkipUnless(_cluster.IsLocal, "the kubeconfig of another cluster may name what is not in the image");
        await using var image = await ContainerImage.OpenAsync($"k8scache-operator:{BuiltImages.Tag}");
        AssertIsMinimal(image, "k8scache-operator", 60);

        Write("kubeconfig", await File.ReadAllTextAsync(_cluster.Kubeconfig, TestContext.Current.CancellationToken));
        var adminPort = FreePort.Next();
        await using var program = image.Start(
            _folder, "k8scache-operator", "--kubeconfig", "/tmp/kubeconfig", "--namespace", "nobodys", "--lease-namespace", "default",
            "--lease-name", "image-test", "--bind", "127.0.0.1", "--admin-port", $"{adminPort}");
        await AssertReadyAsync(program, adminPort);
        AssertIsConfined(program);
    }

    private static void AssertIsMinimal(ContainerImage image, string program, int mostMebiBytes)
    {
        Assert.InRange(image.SizeBytes, MebiByte, (long)mostMebiBytes * MebiByte);
        Assert.Equal("65532:65532", (string?)image.Configuration["User"]);
        Assert.Equal(program, (string?)image.Configuration["Entrypoint"]![0]);
        var labels = image.Configuration["Labels"]!;
        Assert.Equal(program, (string?)labels["org.opencontainers.image.title"]);
        foreach (var label in (string[])["version", "revision", "created", "description", "vendor"])
            Assert.NotEqual("", (string?)labels[$"org.opencontainers.image.{label}"] ?? "");
        string[] foreign = ["sh", "bash", "dash", "busybox", "apt", "dpkg"];
        Assert.DoesNotContain(
            Directory.EnumerateFiles(image.Root, "*", SearchOption.AllDirectories), path => foreign.Contains(Path.GetFileName(path)));
    }

    /// <summary>Another user than root, who can write nowhere.</summary>
    private static void AssertIsConfined(ProgramUnderTest program)
    {
        var status = File.ReadAllLines($"/proc/{program.ProcessId}/status");
        Assert.Contains("Uid:\t65532\t65532\t65532\t65532", status);
        Assert.Contains("Gid:\t65532\t65532\t65532\t65532", status);
        var mounts = File.ReadAllLines($"/proc/{program.ProcessId}/mounts").Select(line => line.Split(' ')).ToList();
        foreach (var place in (string[])["/", "/tmp"])
            Assert.Contains("ro", mounts.Last(mount => mount[1] == place)[3].Split(','));
    }

    private async Task<ProgramUnderTest> StartAsync(ContainerImage image, string program, int port, params string[] arguments)
    {
        var adminPort = FreePort.Next();
        var started = image.Start(_folder, [program, "--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", $"{adminPort}", .. arguments]);
        await AssertReadyAsync(started, adminPort);
        return started;
    }

    private static Task AssertReadyAsync(ProgramUnderTest program, int adminPort) => Eventually.AssertAsync(async () =>
    {
        Assert.False(program.HasExited, program.Output);
        Assert.Equal("ok\n", await Http.GetStringAsync($"http://127.0.0.1:{adminPort}/readyz", TestContext.Current.CancellationToken));
    });

    /// <summary>One inline request over TLS, whose server's certificate is checked.</summary>
    private static async Task<string> AskAsync(int port, X509Certificate2 authority, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy }, TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        var reply = new byte[256];
        var length = await stream.ReadAsync(reply, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(reply, 0, length);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
    }
}
