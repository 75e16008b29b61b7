namespace K8sCache.Kubernetes.Objects;

/// <summary>A stored object that its model can't represent, say because an older schema let it in.</summary>
public sealed record UndecodableObject(ObjectKey Key, string Error);
