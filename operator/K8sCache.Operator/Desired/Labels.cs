namespace K8sCache.Operator.Desired;

/// <summary>Labels and annotations on everything the operator makes.</summary>
public static class Labels
{
    public const string Name = "app.kubernetes.io/name";
    public const string Instance = "app.kubernetes.io/instance";
    public const string Component = "app.kubernetes.io/component";
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    public const string NameValue = "k8scache";
    public const string ManagedByValue = "k8scache-operator";
    public const string NodeComponent = "node";
    public const string RouterComponent = "router";

    /// <summary>Set by Kubernetes 1.35 and later on every pod, from its machine.</summary>
    public const string Zone = "topology.kubernetes.io/zone";

    public const string HostName = "kubernetes.io/hostname";

    /// <summary>Fingerprint of what the operator applied last, so that an unchanged wish is not applied again.</summary>
    public const string AppliedHash = "k8scache.io/applied-hash";

    /// <summary>On the StatefulSet while a rolling replacement wants a spare server: for which revision, and since when.</summary>
    public const string Surge = "k8scache.io/surge";

    /// <summary>On the StatefulSet: the spec that the cluster was last brought to, as JSON.</summary>
    public const string SpecInForce = "k8scache.io/spec-in-force";

    /// <summary>What selects a component's pods; part of immutable fields, so it never changes.</summary>
    public static Dictionary<string, string> Selector(string cluster, string component) =>
        new Dictionary<string, string>
        {
            [Name] = NameValue,
            [Instance] = cluster,
            [Component] = component,
        };

    /// <summary>What the objects of a cluster carry; without a component, those that belong to all of it.</summary>
    public static Dictionary<string, string> Of(string cluster, string? component)
    {
        var labels = new Dictionary<string, string> { [Name] = NameValue, [Instance] = cluster };
        if (component is not null)
            labels[Component] = component;
        labels[ManagedBy] = ManagedByValue;
        return labels;
    }
}
