namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// The item field that identifies an item of this list (<c>x-kubernetes-list-type: map</c>), so that several writers
/// can own different items.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListMapKeyAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}
