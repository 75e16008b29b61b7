using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Operator.Apply;

namespace K8sCache.Operator.Tests.Apply;

public sealed class ObjectDiffTests
{
    private static V1Service Service => new()
    {
        Metadata = new V1ObjectMeta { Name = "s", Annotations = new Dictionary<string, string> { ["mine"] = "1" } },
        Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Name = "resp", Port = 6379 }], Type = "ClusterIP" },
    };

    [Fact]
    public void What_was_applied_needs_no_apply_with_what_the_server_added()
    {
        var stored = ObjectDiff.Stamp(Service);
        stored = stored with
        {
            Metadata = stored.Metadata with { Uid = "u", ResourceVersion = "7" },
            Spec = stored.Spec! with { ClusterIP = "10.96.0.7" },
        };
        Assert.False(ObjectDiff.NeedsApply(Service, stored));
    }

    [Fact]
    public void A_field_no_longer_wished_for_is_a_difference()
    {
        var stored = ObjectDiff.Stamp(Service);
        Assert.True(ObjectDiff.NeedsApply(Service with { Spec = Service.Spec! with { Type = null } }, stored));
    }

    [Fact]
    public void A_field_that_someone_changed_is_a_difference()
    {
        var stored = ObjectDiff.Stamp(Service);
        Assert.True(ObjectDiff.NeedsApply(Service, stored with { Spec = stored.Spec! with { Type = "NodePort" } }));
    }

    [Theory]
    [InlineData("""{"a":1,"b":{"c":2}}""", """{"b":{"c":2}}""", true)]
    [InlineData("""{"memory":"1536Mi"}""", """{"memory":"1.5Gi"}""", true)]
    [InlineData("""{"memory":"1535Mi"}""", """{"memory":"1.5Gi"}""", false)]
    [InlineData("""{"l":[{"name":"injected"},{"name":"a","x":1},{"name":"b"}]}""", """{"l":[{"name":"a"},{"name":"b"}]}""", true)]
    [InlineData("""{"l":[{"name":"b"},{"name":"a"}]}""", """{"l":[{"name":"a"},{"name":"b"}]}""", false)]
    [InlineData("""{}""", """{"empty":{}}""", true)]
    [InlineData("""{}""", """{"a":1}""", false)]
    public void Stored_contains_wished(string stored, string wished, bool contains) =>
        Assert.Equal(contains, ObjectDiff.Contains(JsonNode.Parse(stored), JsonNode.Parse(wished), ""));
}
