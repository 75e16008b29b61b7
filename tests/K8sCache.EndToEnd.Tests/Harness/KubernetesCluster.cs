using System.Text.Json.Nodes;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>
/// The cluster the scenarios run on, with the operator installed from the chart: the one of <c>KUBECONFIG</c> when
/// that is set, otherwise a local control plane of their own. Driven only by kubectl and helm, as a user would.
/// </summary>
public sealed class KubernetesCluster : IAsyncLifetime
{
    public const string OperatorNamespace = "k8scache-system";

    /// <summary>More for <c>helm install</c>, such as the images' registry on a real cluster.</summary>
    private static readonly string HelmArguments = Environment.GetEnvironmentVariable("K8SCACHE_E2E_HELM_ARGUMENTS") ?? "";

    private static readonly HttpClient Http = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8scache-e2e-");
    private ProgramUnderTest? _controlPlane;
    private int _namespaces;

    /// <summary>Whether it is our own control plane, whose pods are processes of this machine.</summary>
    public bool IsLocal { get; private set; }

    public string Kubeconfig { get; private set; } = "";

    internal string LocalLog => _controlPlane?.Output ?? "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } given)
        {
            Kubeconfig = given;
        }
        else
        {
            IsLocal = true;
            Kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
            _controlPlane = StartControlPlane(0);
            await Eventually.AssertAsync(async () => _ = (await KubectlAsync("get --raw /readyz")).Text);
        }
        await InstallOperatorAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_controlPlane is not null)
        {
            await _controlPlane.SignalAsync("TERM");
            await _controlPlane.WaitForExitAsync();
            await _controlPlane.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }

    internal Task<CommandResult> KubectlAsync(string args, string? input = null)
        => Shell.RunAsync(Workspace.Tool("kubectl"), ["--kubeconfig", Kubeconfig, .. CommandLine.Split(args)], input);

    internal Task<CommandResult> HelmAsync(string args)
        => Shell.RunAsync(Workspace.Tool("helm"), ["--kubeconfig", Kubeconfig, .. CommandLine.Split(args)]);

    internal async Task InstallOperatorAsync(string more = "")
        => _ = (await InstallReleaseAsync(OperatorNamespace, more)).Text;

    /// <summary>Installs or upgrades a release of the chart in a namespace; a refusal is in the result.</summary>
    internal Task<CommandResult> InstallReleaseAsync(string ns, string more = "")
        => HelmAsync($"upgrade --install k8scache charts/k8scache --namespace {ns} --create-namespace --wait --timeout 60s {HelmArguments} {more}");

    internal async Task UninstallReleaseAsync(string ns)
        => _ = (await HelmAsync($"uninstall k8scache --namespace {ns} --wait --timeout 60s")).Text;

    internal async Task<JsonNode> GetAsync(string args)
        => JsonNode.Parse((await KubectlAsync($"get {args} -o json")).Text)!;

    /// <summary>What a pod answers at <c>/metrics</c>: asked directly where its address is this machine's, else through the API server.</summary>
    internal async Task<string> MetricsAsync(string ns, JsonNode pod, int port)
        => IsLocal
            ? await Http.GetStringAsync($"http://{(string)pod["status"]!["podIP"]!}:{port}/metrics", TestContext.Current.CancellationToken)
            : (await KubectlAsync($"get --raw /api/v1/namespaces/{ns}/pods/{(string)pod["metadata"]!["name"]!}:{port}/proxy/metrics")).Output;

    /// <summary>A new namespace for one test's caches.</summary>
    internal async Task<CacheNamespace> NewNamespaceAsync()
    {
        var name = $"e2e-{Interlocked.Increment(ref _namespaces)}-{Guid.NewGuid().ToString()[..6]}";
        _ = (await KubectlAsync($"create namespace {name}")).Text;
        return new CacheNamespace(this, name);
    }

    private ProgramUnderTest StartControlPlane(int port) => ProgramUnderTest.Start(
        Workspace.Program("local/k8scache-local"),
        "--port", $"{port}", "--data-dir", Path.Combine(_folder.FullName, "data"), "--kubeconfig", Kubeconfig,
        "--image", "k8scache-node=out/node,out/router", "--image", "k8scache-operator=out/operator");
}
