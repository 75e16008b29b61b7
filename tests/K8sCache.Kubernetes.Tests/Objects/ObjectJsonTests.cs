using System.Text;
using System.Text.Json;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Objects;

public sealed class ObjectJsonTests
{
    private static readonly DateTimeOffset Time = new(2030, 1, 2, 5, 4, 5, 678, TimeSpan.FromHours(2));

    [Fact]
    public void A_new_object_says_its_version_and_kind_first_and_no_nulls() => Assert.Equal(
        """{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","metadata":{"name":"a"},"spec":{"replicas":3}}""",
        TestTypes.Json.Serialize(new CacheCluster { Metadata = new() { Name = "a" }, Spec = new() { Replicas = 3 } }));

    [Fact]
    public void Times_are_in_utc_with_whole_seconds() => Assert.Equal(
        """{"creationTimestamp":"2030-01-02T03:04:05Z"}""",
        TestTypes.Json.Serialize(new V1ObjectMeta { CreationTimestamp = Time.UtcDateTime }));

    [Fact]
    public void Micro_times_have_exactly_six_digits() => Assert.Equal(
        """{"renewTime":"2030-01-02T03:04:05.678000Z"}""",
        TestTypes.Json.Serialize(new V1LeaseSpec { RenewTime = Time.UtcDateTime }));

    [Fact]
    public void Unknown_fields_are_skipped()
    {
        var lease = TestTypes.Json.Deserialize<V1Lease>("""{"spec":{"holderIdentity":"a","newField":{"x":[1]}},"other":1}""");
        Assert.Equal("a", lease.Spec.HolderIdentity);
        Assert.Equal("coordination.k8s.io/v1", lease.ApiVersion);
    }

    [Fact]
    public void Same_content_is_judged_by_what_goes_over_the_wire()
    {
        var left = new V1ObjectMeta { Finalizers = ["a"], Labels = new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" } };
        var right = new V1ObjectMeta { Finalizers = ["a"], Labels = new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" } };
        Assert.True(TestTypes.Json.SameContent(left, right));
        Assert.False(TestTypes.Json.SameContent(left, right with { Finalizers = ["b"] }));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("\"http\"")]
    [InlineData("\"25%\"")]
    public void Int_or_string_keeps_which_it_was(string json) =>
        Assert.Equal(json, TestTypes.Json.ToNode(TestTypes.Json.Deserialize<IntOrString>(json)).ToJsonString());

    [Fact]
    public void A_quantity_of_the_packages_is_read_in_bounded_time_or_refused()
    {
        Assert.Equal("\"1536Mi\"", TestTypes.Json.Serialize(TestTypes.Json.Deserialize<ResourceQuantity>("\"1.5Gi\"")));
        Assert.Equal(decimal.MaxValue, TestTypes.Json.Deserialize<ResourceQuantity>("\"1e999999999\"").ToDecimal());
        Assert.Throws<JsonException>(() => TestTypes.Json.Deserialize<ResourceQuantity>("\"lots\""));
    }

    /// <summary>What the API server takes at the most; deeper than that no client could have written it.</summary>
    [Fact]
    public void One_object_nested_as_deep_as_can_be_keeps_no_list_from_being_read()
    {
        const int Levels = 9_900;
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", Levels)) + "1" + new string('}', Levels);
        var list = ObjectDecoder.DecodeList<CacheCluster>(
            Encoding.UTF8.GetBytes("""{"metadata":{},"items":[{"metadata":{"name":"deep"},"status":""" + deep + """},{"metadata":{"name":"flat"}}]}"""), TestTypes.Json);
        Assert.Equal(["deep", "flat"], list.Items.Select(item => item.Metadata.Name));
    }

    [Fact]
    public void Managed_fields_are_neither_read_nor_written() => Assert.Equal(
        """{"name":"a"}""",
        TestTypes.Json.Serialize(TestTypes.Json.Deserialize<V1ObjectMeta>("""{"managedFields":[{"manager":"m"}],"name":"a"}""")));
}
