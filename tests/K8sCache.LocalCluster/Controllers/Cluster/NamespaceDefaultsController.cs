using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Cluster;

/// <summary>Gives every namespace what pods expect in it: the ServiceAccount <c>default</c> and the API server's authority in <c>kube-root-ca.crt</c>.</summary>
internal sealed class NamespaceDefaultsController(IClusterApi api, string certificateAuthority) : IReconciler
{
    public const string RootConfigMap = "kube-root-ca.crt";

    private readonly IClusterApi _api = api.As("root-ca-cert-publisher");

    public string Name => "namespace-defaults";

    public IReadOnlyList<Trigger> Triggers =>
    [
        new(KnownResources.Namespaces, ns => [new ObjectKey("", ns.Name())]),
        new(KnownResources.ServiceAccounts, account => account.Name() == "default" ? [new ObjectKey("", account.Namespace())] : []),
        new(KnownResources.ConfigMaps, map => map.Name() == RootConfigMap ? [new ObjectKey("", map.Namespace())] : []),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.Namespaces, null, key.Name) is not { } ns || ns.IsTerminating())
            return null;
        Ensure(KnownResources.ServiceAccounts, key.Name, "default", () => new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ServiceAccount" });
        Ensure(KnownResources.ConfigMaps, key.Name, RootConfigMap, () => new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["data"] = new JsonObject { ["ca.crt"] = certificateAuthority },
        });
        return null;
    }

    private void Ensure(GroupResource resource, string ns, string name, Func<JsonObject> make)
    {
        if (_api.Find(resource, ns, name) is not null)
            return;
        var made = make();
        made["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns };
        _api.Create(resource, ns, made);
    }
}
