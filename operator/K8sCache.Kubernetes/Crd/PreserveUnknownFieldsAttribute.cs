namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// Keeps whatever the user writes below this field instead of pruning it: for parts passed through to Kubernetes
/// unread, whose schema is not ours to copy.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PreserveUnknownFieldsAttribute : Attribute;
