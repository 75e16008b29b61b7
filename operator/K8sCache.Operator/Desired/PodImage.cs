namespace K8sCache.Operator.Desired;

/// <summary>The image of nodes and routers; an option of the operator, so that its upgrade alone rolls no pod.</summary>
public sealed record PodImage(string Name, string PullPolicy);
