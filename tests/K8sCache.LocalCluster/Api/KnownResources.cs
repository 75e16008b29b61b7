namespace K8sCache.LocalCluster.Api;

/// <summary>The built-in kinds that the server itself, its controllers and its kubelet name in code.</summary>
public static class KnownResources
{
    public static readonly GroupResource ConfigMaps = new("", "configmaps");
    public static readonly GroupResource Endpoints = new("", "endpoints");
    public static readonly GroupResource Events = new("", "events");
    public static readonly GroupResource Namespaces = new("", "namespaces");
    public static readonly GroupResource Nodes = new("", "nodes");
    public static readonly GroupResource PersistentVolumeClaims = new("", "persistentvolumeclaims");
    public static readonly GroupResource Pods = new("", "pods");
    public static readonly GroupResource Secrets = new("", "secrets");
    public static readonly GroupResource ServiceAccounts = new("", "serviceaccounts");
    public static readonly GroupResource Services = new("", "services");
    public static readonly GroupResource ControllerRevisions = new("apps", "controllerrevisions");
    public static readonly GroupResource DaemonSets = new("apps", "daemonsets");
    public static readonly GroupResource Deployments = new("apps", "deployments");
    public static readonly GroupResource ReplicaSets = new("apps", "replicasets");
    public static readonly GroupResource StatefulSets = new("apps", "statefulsets");
    public static readonly GroupResource HorizontalPodAutoscalers = new("autoscaling", "horizontalpodautoscalers");
    public static readonly GroupResource Leases = new("coordination.k8s.io", "leases");
    public static readonly GroupResource EndpointSlices = new("discovery.k8s.io", "endpointslices");
    public static readonly GroupResource NetworkPolicies = new("networking.k8s.io", "networkpolicies");
    public static readonly GroupResource PodDisruptionBudgets = new("policy", "poddisruptionbudgets");
    public static readonly GroupResource ClusterRoles = new("rbac.authorization.k8s.io", "clusterroles");
    public static readonly GroupResource ClusterRoleBindings = new("rbac.authorization.k8s.io", "clusterrolebindings");
    public static readonly GroupResource Roles = new("rbac.authorization.k8s.io", "roles");
    public static readonly GroupResource RoleBindings = new("rbac.authorization.k8s.io", "rolebindings");
    public static readonly GroupResource CustomResourceDefinitions = new("apiextensions.k8s.io", "customresourcedefinitions");
}
