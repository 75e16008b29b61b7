using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Auth;

/// <summary>
/// The roles and bindings every cluster starts with, as far as they mean something here: discovery for everyone, and the
/// user-facing roles that people bind.
/// </summary>
internal static class BootstrapRoles
{
    private static readonly JsonArray InfoPaths = ["/healthz", "/livez", "/readyz", "/version", "/version/"];

    private static readonly JsonArray DiscoveryPaths =
        ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/"];

    private static readonly string[] Reading = ["get", "list", "watch"];

    private static readonly string[] Writing = ["create", "delete", "deletecollection", "patch", "update", "get", "list", "watch"];

    public static void Create(IClusterApi api)
    {
        Role(api, "cluster-admin", Resources(["*"], "*", "*"), Paths(["*"], ["*"]));
        Role(api, "system:basic-user",
            Resources(["create"], "authorization.k8s.io", "selfsubjectaccessreviews", "selfsubjectrulesreviews"),
            Resources(["create"], "authentication.k8s.io", "selfsubjectreviews"));
        Role(api, "system:discovery", Paths(["get"], DiscoveryPaths));
        Role(api, "system:public-info-viewer", Paths(["get"], InfoPaths));
        Role(api, "view", [.. Workloads(Reading)]);
        Role(api, "edit", [.. Workloads(Writing), Resources(Writing, "", "secrets", "pods/eviction", "serviceaccounts/token")]);
        Role(api, "admin",
        [
            .. Workloads(Writing),
            Resources(Writing, "", "secrets", "pods/eviction", "serviceaccounts/token"),
            Resources(Writing, "rbac.authorization.k8s.io", "roles", "rolebindings"),
        ]);
        Binding(api, "cluster-admin", "system:masters");
        Binding(api, "system:basic-user", "system:authenticated");
        Binding(api, "system:discovery", "system:authenticated");
        Binding(api, "system:public-info-viewer", "system:authenticated", "system:unauthenticated");
    }

    private static IEnumerable<JsonObject> Workloads(string[] verbs) =>
    [
        Resources(verbs, "", "configmaps", "endpoints", "events", "persistentvolumeclaims", "pods", "pods/log", "serviceaccounts", "services"),
        Resources(Reading, "", "namespaces"),
        Resources(verbs, "apps", "controllerrevisions", "daemonsets", "deployments", "deployments/scale", "replicasets", "replicasets/scale", "statefulsets", "statefulsets/scale"),
        Resources(verbs, "autoscaling", "horizontalpodautoscalers"),
        Resources(verbs, "discovery.k8s.io", "endpointslices"),
        Resources(verbs, "networking.k8s.io", "networkpolicies"),
        Resources(verbs, "policy", "poddisruptionbudgets"),
    ];

    private static JsonObject Resources(string[] verbs, string group, params string[] resources) => new()
    {
        ["verbs"] = Texts(verbs),
        ["apiGroups"] = new JsonArray(group),
        ["resources"] = Texts(resources),
    };

    private static JsonObject Paths(string[] verbs, JsonArray paths) =>
        new() { ["verbs"] = Texts(verbs), ["nonResourceURLs"] = paths.DeepClone() };

    private static JsonArray Texts(string[] texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject Metadata(string name) => new()
    {
        ["name"] = name,
        ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
    };

    private static void Role(IClusterApi api, string name, params JsonObject[] rules) =>
        api.Create(KnownResources.ClusterRoles, null, new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "ClusterRole",
            ["metadata"] = Metadata(name),
            ["rules"] = new JsonArray([.. rules]),
        });

    private static void Binding(IClusterApi api, string role, params string[] groups) =>
        api.Create(KnownResources.ClusterRoleBindings, null, new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "ClusterRoleBinding",
            ["metadata"] = Metadata(role),
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = role },
            ["subjects"] = new JsonArray([.. groups.Select(group => new JsonObject
            {
                ["apiGroup"] = "rbac.authorization.k8s.io",
                ["kind"] = "Group",
                ["name"] = group,
            })]),
        });
}
