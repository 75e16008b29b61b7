using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Objects;

public sealed class ObjectTests
{
    private static readonly CacheCluster Owner = new() { Metadata = new() { Name = "demo", NamespaceProperty = "ns", Uid = "u1" } };

    [Theory]
    [InlineData(null, null, null, "/apis/k8scache.io/v1alpha1/cacheclusters")]
    [InlineData("ns", null, null, "/apis/k8scache.io/v1alpha1/namespaces/ns/cacheclusters")]
    [InlineData("ns", "a b", "status", "/apis/k8scache.io/v1alpha1/namespaces/ns/cacheclusters/a%20b/status")]
    public void Paths_are_where_the_api_server_keeps_things(string? namespaceName, string? name, string? subresource, string path) =>
        Assert.Equal(path, KubernetesKind.Of<CacheCluster>().Path(namespaceName, name, subresource));

    [Fact]
    public void A_class_without_the_attribute_is_named() => Assert.Contains(
        nameof(ObjectTests),
        Assert.Throws<InvalidOperationException>(() => KubernetesKind.Of<ObjectTests>()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_owner_reference_names_the_controller()
    {
        var owned = new V1Lease { Metadata = new() { OwnerReferences = [Owner.ToOwnerReference()] } };
        Assert.True(owned.IsControlledBy(Owner));
        Assert.Equal(new V1OwnerReference
        {
            ApiVersion = "k8scache.io/v1alpha1",
            Kind = "CacheCluster",
            Name = "demo",
            Uid = "u1",
            Controller = true,
            BlockOwnerDeletion = true,
        }, owned.GetController());
    }

    [Fact]
    public void A_namesake_is_not_the_owner()
    {
        var owned = new V1Lease { Metadata = new() { OwnerReferences = [Owner.ToOwnerReference()] } };
        Assert.False(owned.IsControlledBy(Owner with { Metadata = Owner.Metadata with { Uid = "u2" } }));
    }

    [Theory]
    [InlineData("ns/a", "ns", "a")]
    [InlineData("a", "", "a")]
    public void Keys_are_written_as_they_are_read(string text, string namespaceName, string name)
    {
        Assert.Equal(new ObjectKey(namespaceName, name), ObjectKey.Parse(text));
        Assert.Equal(text, ObjectKey.Parse(text).ToString());
    }

    [Fact]
    public void Label_selectors_are_ordered() => Assert.Equal(
        "a=1,b=2", LabelSelectors.AllOf(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));
}
