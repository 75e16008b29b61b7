using System.Text.Json.Nodes;
using K8sCache.LocalCluster.CustomResources;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Each kind's own defaults, as pkg/apis/*/v1/defaults.go of Kubernetes sets them.</summary>
internal static class KindDefaults
{
    private static readonly Dictionary<string, Action<JsonObject>> Table = new(StringComparer.Ordinal)
    {
        ["Pod"] = pod =>
        {
            if (pod["spec"] is JsonObject spec) PodDefaults.ApplyToSpec(spec);
            PodDefaults.ApplyToPod(pod);
        },
        ["Deployment"] = WorkloadDefaults.Deployment,
        ["StatefulSet"] = WorkloadDefaults.StatefulSet,
        ["DaemonSet"] = WorkloadDefaults.DaemonSet,
        ["ReplicaSet"] = WorkloadDefaults.ReplicaSet,
        ["Service"] = Service,
        ["Secret"] = Secret,
        ["Namespace"] = NamespaceName,
        ["NetworkPolicy"] = NetworkPolicy,
        ["EndpointSlice"] = EndpointSlice,
        ["HorizontalPodAutoscaler"] = Autoscaler,
        ["PersistentVolumeClaim"] = claim => Default(Child(claim, "spec"), "volumeMode", "Filesystem"),
        ["PersistentVolume"] = volume =>
        {
            Default(Child(volume, "spec"), "volumeMode", "Filesystem");
            Default(Child(volume, "spec"), "persistentVolumeReclaimPolicy", "Retain");
        },
        ["RoleBinding"] = Binding,
        ["ClusterRoleBinding"] = Binding,
        ["CustomResourceDefinition"] = CrdDefaults.Apply,
        ["Role"] = Role,
        ["ClusterRole"] = Role,
    };

    public static void Apply(string kind, JsonObject json)
    {
        if (Table.TryGetValue(kind, out var apply)) apply(json);
    }

    private static void Service(JsonObject service)
    {
        if (service["spec"] is not JsonObject spec) return;
        Default(spec, "sessionAffinity", "None");
        Default(spec, "type", "ClusterIP");
        if (Text(spec, "sessionAffinity") == "ClientIP")
            Default(Child(Child(spec, "sessionAffinityConfig"), "clientIP"), "timeoutSeconds", 10800);
        var type = Text(spec, "type");
        foreach (var port in Objects(spec, "ports"))
        {
            Default(port, "protocol", "TCP");
            if (port["port"] is { } number) Default(port, "targetPort", number.DeepClone());
        }

        if (type is "NodePort" or "LoadBalancer") Default(spec, "externalTrafficPolicy", "Cluster");
        if (type is "NodePort" or "LoadBalancer" or "ClusterIP") Default(spec, "internalTrafficPolicy", "Cluster");
        if (type == "LoadBalancer") Default(spec, "allocateLoadBalancerNodePorts", true);
    }

    private static void Secret(JsonObject secret)
    {
        Default(secret, "type", "Opaque");
        if (secret["stringData"] is not JsonObject texts) return;
        foreach (var (key, value) in texts)
        {
            var text = Schema.JsonScalars.Read(value) as string ?? "";
            Child(secret, "data")[key] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
        }

        secret.Remove("stringData");
    }

    /// <summary>Lets selectors name namespaces.</summary>
    private static void NamespaceName(JsonObject ns)
    {
        if (Text(ns, "metadata.name") is { Length: > 0 } name)
            Child(Child(ns, "metadata"), "labels")["kubernetes.io/metadata.name"] = name;
    }

    private static void NetworkPolicy(JsonObject policy)
    {
        var spec = Child(policy, "spec");
        Default(spec, "podSelector", new JsonObject());
        if (spec["policyTypes"] is null)
            spec["policyTypes"] = Objects(spec, "egress").Any() ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        foreach (var rule in Objects(spec, "ingress").Concat(Objects(spec, "egress")))
            foreach (var port in Objects(rule, "ports")) Default(port, "protocol", "TCP");
    }

    private static void EndpointSlice(JsonObject slice)
    {
        foreach (var port in Objects(slice, "ports"))
        {
            Default(port, "name", "");
            Default(port, "protocol", "TCP");
        }
    }

    private static void Autoscaler(JsonObject autoscaler)
    {
        if (autoscaler["spec"] is not JsonObject spec) return;
        Default(spec, "minReplicas", 1);
        if (spec["metrics"] is null)
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject
                {
                    ["name"] = "cpu",
                    ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 },
                },
            });
        }
    }

    /// <summary>A role without rules is written with null.</summary>
    private static void Role(JsonObject role)
    {
        if (!role.ContainsKey("rules")) role["rules"] = null;
    }

    private static void Binding(JsonObject binding)
    {
        if (binding["roleRef"] is JsonObject role) Default(role, "apiGroup", "rbac.authorization.k8s.io");
        foreach (var subject in Objects(binding, "subjects"))
            if (Text(subject, "kind") is "User" or "Group") Default(subject, "apiGroup", "rbac.authorization.k8s.io");
    }
}
