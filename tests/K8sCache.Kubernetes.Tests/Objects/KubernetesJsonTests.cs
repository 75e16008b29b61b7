using System.Text.Json;
using K8sCache.Kubernetes.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Objects;

public sealed class KubernetesJsonTests
{
    private static readonly DateTimeOffset Time = new(2030, 1, 2, 5, 4, 5, 678, TimeSpan.FromHours(2));

    [Fact]
    public void A_new_object_says_its_version_and_kind_first_and_no_nulls() => Assert.Equal(
        """{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","metadata":{"name":"a"},"spec":{"replicas":3}}""",
        KubernetesJson.Serialize(new CacheCluster { Metadata = new() { Name = "a" }, Spec = new() { Replicas = 3 } }));

    [Fact]
    public void Times_are_in_utc_with_whole_seconds() => Assert.Equal(
        """{"creationTimestamp":"2030-01-02T03:04:05Z"}""",
        KubernetesJson.Serialize(new V1ObjectMeta { CreationTimestamp = Time }));

    [Fact]
    public void Micro_times_have_exactly_six_digits() => Assert.Equal(
        """{"renewTime":"2030-01-02T03:04:05.678000Z"}""",
        KubernetesJson.Serialize(new V1LeaseSpec { RenewTime = Time }));

    [Fact]
    public void Unknown_fields_are_skipped()
    {
        var lease = KubernetesJson.Deserialize<V1Lease>("""{"spec":{"holderIdentity":"a","newField":{"x":[1]}},"other":1}""");
        Assert.Equal("a", lease.Spec.HolderIdentity);
        Assert.Equal("coordination.k8s.io/v1", lease.ApiVersion);
    }

    [Fact]
    public void Same_content_is_judged_by_what_goes_over_the_wire()
    {
        var left = new V1ObjectMeta { Finalizers = ["a"], Labels = new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" } };
        var right = new V1ObjectMeta { Finalizers = ["a"], Labels = new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" } };
        Assert.True(KubernetesJson.SameContent(left, right));
        Assert.False(KubernetesJson.SameContent(left, right with { Finalizers = ["b"] }));
    }

    [Theory]
    [InlineData("80", "80", 80)]
    [InlineData("\"http\"", "http", null)]
    [InlineData("\"25%\"", "25%", null)]
    public void Int_or_string_keeps_which_it_was(string json, string text, int? number)
    {
        var value = KubernetesJson.Deserialize<IntOrString>(json);
        Assert.Equal(text, value.ToString());
        Assert.Equal(number, value.Number);
        Assert.Equal(json, KubernetesJson.Serialize(value));
    }

    [Fact]
    public void Int_or_string_is_nothing_else() =>
        Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<IntOrString>("true"));
}
