using System.Diagnostics.CodeAnalysis;
using System.Net;
using K8sCache.Hosting.Options;
using K8sCache.Operator.Desired;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Hosting;

/// <summary>The operator's options: one row each, for flags, environment, help and docs.</summary>
public sealed class OperatorOptionTable
{
    private readonly Option<string?> _kubeconfig;
    private readonly Option<string?> _namespace;
    private readonly Option<string> _nodeImage;
    private readonly Option<string> _imagePullPolicy;
    private readonly Option<IPAddress> _bind;
    private readonly Option<int> _adminPort;
    private readonly Option<bool> _leaderElection;
    private readonly Option<string?> _leaseNamespace;
    private readonly Option<string> _leaseName;
    private readonly Option<int> _concurrency;
    private readonly Option<LogLevel> _logLevel;

    public OperatorOptionTable()
    {
        _kubeconfig = Table.AddOptional("kubeconfig", "FILE", OptionParsers.ExistingFile,
            "How to reach the API server. Without it: KUBECONFIG, else the pod's service account, else ~/.kube/config.");
        _namespace = Table.AddOptional("namespace", "NAME", OptionParsers.Text("a namespace's name", 63),
            "Look after the CacheClusters of this namespace only. Without it: of all.");
        _nodeImage = Table.Add("node-image", "IMAGE", OptionParsers.Text("an image's name", 512), "k8scache-node", "k8scache-node",
            "Image of nodes and routers. Changing it rolls the pods of every cluster.");
        _imagePullPolicy = Table.Add("image-pull-policy", "POLICY", PullPolicy, "IfNotPresent", "IfNotPresent",
            "When the nodes' machines pull that image.");
        _bind = Table.AddAddress("bind", IPAddress.Any, "Address the admin port listens on.");
        _adminPort = Table.AddPort("admin-port", 8080, "Port of /metrics, /healthz and /readyz; 0: the system chooses.");
        _leaderElection = Table.Add("leader-election", "BOOL", OptionParsers.Bool, true, "true",
            "Wait for a Lease before working, so that several instances may run.");
        _leaseNamespace = Table.AddOptional("lease-namespace", "NAME", OptionParsers.Text("a namespace's name", 63),
            "Namespace of the Lease. Without it: the operator's own.");
        _leaseName = Table.Add("lease-name", "NAME", OptionParsers.Text("an object's name", 253), "k8scache-operator",
            "k8scache-operator", "Name of the Lease.");
        _concurrency = Table.AddInt("concurrency", 1, 256, 8, "CacheClusters worked on at a time.");
        _logLevel = Table.AddChoice("log-level", LogLevel.Information, "Least severe events that are logged.");
    }

    public OptionTable Table { get; } = new("k8scache-operator", "looks after CacheCluster resources");

    private static OptionValueParser<string> PullPolicy { get; } = new(
        "one of Always, IfNotPresent, Never",
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return text is "Always" or "IfNotPresent" or "Never";
        });

    /// <param name="values">What flags and environment say.</param>
    /// <param name="identity">Names this process among other instances.</param>
    public OperatorOptions Bind(OptionValues values, string identity) => new()
    {
        Kubeconfig = values.Get(_kubeconfig),
        Namespace = values.Get(_namespace),
        NodeImage = new PodImage(values.Get(_nodeImage), values.Get(_imagePullPolicy)),
        AdminEndPoint = new IPEndPoint(values.Get(_bind), values.Get(_adminPort)),
        LeaderElection = values.Get(_leaderElection),
        LeaseNamespace = values.Get(_leaseNamespace),
        LeaseName = values.Get(_leaseName),
        Identity = identity,
        Concurrency = values.Get(_concurrency),
        LogLevel = values.Get(_logLevel),
    };
}
