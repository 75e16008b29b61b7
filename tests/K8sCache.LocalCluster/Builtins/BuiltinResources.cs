using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// The built-in resources this server offers, as data. Groups stand in the order in which the real server lists them;
/// what is missing (Jobs, Ingresses, volumes' classes, …) nothing here would act on.
/// </summary>
public static class BuiltinResources
{
    private static readonly string[] StatusVerbs = ["get", "patch", "update"];
    private static readonly SubresourceDefinition Scale = new("scale", "Scale", StatusVerbs, "autoscaling", "v1");

    public static IReadOnlyList<ResourceDefinition> All { get; } =
        [.. Core(), .. Apps(), .. Events(), .. Reviews(), .. Autoscaling(), .. Policy(), .. Rbac(), .. Rest()];

    private static SubresourceDefinition Status(string kind) => new("status", kind, StatusVerbs);

    private static ResourceDefinition Make(string group, string plural, string kind, string? hash, string shortName = "", string version = "v1") => new()
    {
        Group = group,
        Version = version,
        Plural = plural,
        Kind = kind,
        Namespaced = true,
        ShortNames = shortName.Length == 0 ? [] : shortName.Split(','),
        StorageVersionHash = hash,
    };

    private static IEnumerable<ResourceDefinition> Core()
    {
        yield return Make("", "configmaps", "ConfigMap", "qFsyl6wFWjQ=", "cm");
        yield return Make("", "endpoints", "Endpoints", "fWeeMqaN/OA=", "ep") with
        {
            Singular = "endpoints",
            AllowsCreateOnUpdate = true,
            DeprecationWarning = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
        };
        yield return Make("", "events", "Event", "r2yiGXH7wu8=", "ev") with
        {
            AllowsCreateOnUpdate = true,
            SelectableFields =
            [
                "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
                "reason", "reportingComponent", "source", "type",
            ],
        };
        yield return Make("", "namespaces", "Namespace", "Q3oi5N2YM8M=", "ns") with
        {
            Namespaced = false,
            NameRule = NameRule.Label,
            Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
            Subresources = [new SubresourceDefinition("finalize", "Namespace", ["update"]), Status("Namespace")],
            SelectableFields = ["status.phase"],
        };
        yield return Make("", "nodes", "Node", "XwShjMxG9Fs=", "no") with
        {
            Namespaced = false,
            Subresources = [Status("Node")],
            SelectableFields = ["spec.unschedulable"],
        };
        yield return Make("", "persistentvolumeclaims", "PersistentVolumeClaim", "QWTyNDq0dC4=", "pvc") with
        {
            Subresources = [Status("PersistentVolumeClaim")],
        };
        yield return Make("", "persistentvolumes", "PersistentVolume", "HN/zwEC+JgM=", "pv") with
        {
            Namespaced = false,
            Subresources = [Status("PersistentVolume")],
        };
        yield return Pods();
        yield return Make("", "secrets", "Secret", "S6u1pOWzb84=") with { SelectableFields = ["type"] };
        yield return Make("", "serviceaccounts", "ServiceAccount", "pbx9ZvyFpBE=", "sa") with
        {
            Subresources = [new SubresourceDefinition("token", "TokenRequest", ["create"], "authentication.k8s.io", "v1")],
        };
        yield return Make("", "services", "Service", "0/CO1lhkEBI=", "svc") with
        {
            Categories = ["all"],
            NameRule = NameRule.DnsLabel1035,
            AllowsCreateOnUpdate = true,
            Subresources = [Status("Service")],
            SelectableFields = ["spec.clusterIP", "spec.type"],
        };
    }

    private static ResourceDefinition Pods() => Make("", "pods", "Pod", "xPOwRZ+Yhw8=", "po") with
    {
        Categories = ["all"],
        Generation = GenerationRule.Spec,
        Subresources =
        [
            new SubresourceDefinition("binding", "Binding", ["create"]),
            new SubresourceDefinition("eviction", "Eviction", ["create"], "policy", "v1"),
            new SubresourceDefinition("log", "Pod", ["get"]),
            Status("Pod"),
        ],
        SelectableFields =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
            "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName",
        ],
    };

    private static IEnumerable<ResourceDefinition> Apps()
    {
        yield return Make("apps", "controllerrevisions", "ControllerRevision", "85nkx63pcBU=");
        yield return Workload("daemonsets", "DaemonSet", "dd7pWHUlMKQ=", "ds") with { Subresources = [Status("DaemonSet")] };
        yield return Workload("deployments", "Deployment", "8aSe+NMegvE=", "deploy") with { Generation = GenerationRule.SpecAndAnnotations };
        yield return Workload("replicasets", "ReplicaSet", "P1RzHs8/mWQ=", "rs") with { SelectableFields = ["status.replicas"] };
        yield return Workload("statefulsets", "StatefulSet", "H+vl74LkKdo=", "sts");
    }

    private static ResourceDefinition Workload(string plural, string kind, string hash, string shortName) =>
        Make("apps", plural, kind, hash, shortName) with
        {
            Categories = ["all"],
            Generation = GenerationRule.Spec,
            Subresources = [Scale, Status(kind)],
        };

    /// <summary>The events of core, shown with other field names.</summary>
    private static IEnumerable<ResourceDefinition> Events()
    {
        yield return Make("events.k8s.io", "events", "Event", "r2yiGXH7wu8=", "ev") with
        {
            StoredAs = new GroupResource("", "events"),
            AllowsCreateOnUpdate = true,
            SelectableFields =
            [
                "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
                "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type",
            ],
        };
    }

    private static IEnumerable<ResourceDefinition> Reviews()
    {
        yield return Review("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview");
        yield return Review("authentication.k8s.io", "tokenreviews", "TokenReview");
        yield return Review("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview") with { Namespaced = true };
        yield return Review("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview");
        yield return Review("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview");
        yield return Review("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview");
    }

    private static ResourceDefinition Review(string group, string plural, string kind) =>
        Make(group, plural, kind, null) with { Namespaced = false, Verbs = ["create"] };

    private static IEnumerable<ResourceDefinition> Autoscaling()
    {
        yield return Make("autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler", "qwQve8ut294=", "hpa", "v2") with
        {
            Categories = ["all"],
            Subresources = [Status("HorizontalPodAutoscaler")],
        };
    }

    private static IEnumerable<ResourceDefinition> Policy()
    {
        yield return Make("networking.k8s.io", "networkpolicies", "NetworkPolicy", "YpfwF18m1G8=", "netpol") with
        {
            Generation = GenerationRule.Spec,
        };
        yield return Make("policy", "poddisruptionbudgets", "PodDisruptionBudget", "EVWiDmWqyJw=", "pdb") with
        {
            Generation = GenerationRule.Spec,
            AllowsUnconditionalUpdate = false,
            Subresources = [Status("PodDisruptionBudget")],
        };
    }

    private static IEnumerable<ResourceDefinition> Rbac()
    {
        yield return RbacKind("clusterrolebindings", "ClusterRoleBinding", "48tpQ8gZHFc=") with { Namespaced = false };
        yield return RbacKind("clusterroles", "ClusterRole", "bYE5ZWDrJ44=") with { Namespaced = false };
        yield return RbacKind("rolebindings", "RoleBinding", "eGsCzGH6b1g=");
        yield return RbacKind("roles", "Role", "7FuwZcIIItM=");
    }

    private static ResourceDefinition RbacKind(string plural, string kind, string hash) =>
        Make("rbac.authorization.k8s.io", plural, kind, hash) with { NameRule = NameRule.PathSegment, AllowsCreateOnUpdate = true };

    private static IEnumerable<ResourceDefinition> Rest()
    {
        yield return Make("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition", "jfWCUB31mvA=", "crd,crds") with
        {
            Namespaced = false,
            Categories = ["api-extensions"],
            Generation = GenerationRule.Spec,
            AllowsUnconditionalUpdate = false,
            Subresources = [Status("CustomResourceDefinition")],
        };
        yield return Make("coordination.k8s.io", "leases", "Lease", "gqkMMb/YqFM=") with
        {
            AllowsCreateOnUpdate = true,
            AllowsUnconditionalUpdate = false,
        };
        yield return Make("discovery.k8s.io", "endpointslices", "EndpointSlice", "qgS0xkrxYAI=") with
        {
            Generation = GenerationRule.AllButMetadata,
        };
    }
}
