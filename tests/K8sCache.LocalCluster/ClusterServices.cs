using System.Net;
using System.Security.Cryptography;
using K8sCache.Hosting.Lifetime;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Http;
using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Builtins;
using K8sCache.LocalCluster.Controllers;
using K8sCache.LocalCluster.Controllers.Cluster;
using K8sCache.LocalCluster.Controllers.Disruption;
using K8sCache.LocalCluster.Kubelet;
using K8sCache.LocalCluster.Networking;
using K8sCache.LocalCluster.Storage;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster;

/// <summary>The parts of one cluster and how they are put together.</summary>
internal sealed class ClusterServices : IDisposable
{
    private static readonly string[] NodeNames = ["node-a", "node-b", "node-c"];

    private readonly LoopbackRange _addresses;
    private readonly ProcessLauncher _launcher;

    private ClusterServices(LocalControlPlaneOptions options, ClusterFolders folders, LoopbackRange addresses)
    {
        Options = options;
        Folders = folders;
        _addresses = addresses;
        var journal = new ProcessJournal(folders.Processes);
        journal.KillLeftovers();
        folders.Clear();
        _launcher = new ProcessLauncher(journal, options.Time);
        Nodes = [.. NodeNames.Select((name, index) => new NodeSpec(name, "zone-" + name[^1], addresses.NodeAddress(index)))];
        Certificates = LoopbackCertificates.Create(options.Time, IPAddress.Loopback);
        var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        Builtins = BuiltinApi.Create(new ObjectStore(), addresses.ServiceNetwork, options.Time, random);
        Core.Hooks.Subresources.Add(new BindingHandler(Api.As("default-scheduler"), options.Time));
        Core.Hooks.Subresources.Add(new EvictionHandler(Api, options.Time));
    }

    public LocalControlPlaneOptions Options { get; }

    public ClusterFolders Folders { get; }

    public IReadOnlyList<NodeSpec> Nodes { get; }

    public LoopbackCertificates Certificates { get; }

    public BuiltinApi Builtins { get; }

    public ApiCore Core => Builtins.Core;

    public IClusterApi Api => Builtins.Api;

    /// <exception cref="StartFailedException">There is no loopback range left.</exception>
    public static ClusterServices Create(LocalControlPlaneOptions options)
    {
        LoopbackRange addresses;
        try
        {
            addresses = LoopbackRange.Claim();
        }
        catch (IOException error)
        {
            throw new StartFailedException(error.Message, error);
        }

        return new ClusterServices(options, new ClusterFolders(options), addresses);
    }

    public static IPEndPoint ApiEndPoint(Uri server) => new(IPAddress.Parse(server.Host), server.Port);

    /// <summary>What runs pods; to be called once the API server's port is known.</summary>
    public IPodRuntime MakePodRuntime(Uri server)
    {
        var nodes = Nodes.ToDictionary(node => node.Name, node => node.Address, StringComparer.Ordinal);
        IPodRuntime pods = Options.Pods switch
        {
            PodRuntimeKind.Processes => new ProcessKubelet(KubeletServices(server), _addresses, nodes),
            PodRuntimeKind.Pretended => new PretendedPods(Api, _addresses, nodes, Options.Time),
            PodRuntimeKind.None => new NoPods(),
        };
        Core.Hooks.Subresources.Add(new PodLogHandler(pods, Options.Time));
        return pods;
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _addresses.Dispose();
        Certificates.Dispose();
        Folders.Dispose();
    }

    private KubeletServices KubeletServices(Uri server) => new()
    {
        Api = Api.As("kubelet"),
        Events = new EventRecorder(Api, "kubelet", Options.Time),
        Images = new ImageCatalog(Options.Images),
        Launcher = _launcher,
        Tokens = Builtins.Tokens,
        ApiServer = ApiEndPoint(server),
        CertificateAuthority = Certificates.AuthorityPem,
        DataFolder = Folders.Data,
        Options = Options.Kubelet,
        Time = Options.Time,
        Log = Options.Logging.CreateLogger<ProcessKubelet>(),
    };
}
