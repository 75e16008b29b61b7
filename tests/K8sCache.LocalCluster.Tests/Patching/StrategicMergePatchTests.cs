using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Patching;
using K8sCache.LocalCluster.Tests.Api;

namespace K8sCache.LocalCluster.Tests.Patching;

public sealed class StrategicMergePatchTests
{
    private const string Schema = """
        {"type":"object","properties":{
          "containers":{"type":"array","x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge",
            "items":{"type":"object","properties":{
              "name":{"type":"string"},"image":{"type":"string"},
              "args":{"type":"array","items":{"type":"string"}},
              "env":{"type":"array","x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge","items":{"type":"object"}}}}},
          "finalizers":{"type":"array","x-kubernetes-patch-strategy":"merge","items":{"type":"string"}},
          "strategy":{"type":"object","x-kubernetes-patch-strategy":"retainKeys","properties":{"type":{"type":"string"}}}}}
        """;

    [Theory]
    [InlineData("""{"containers":[{"name":"a","image":"1"},{"name":"b"}]}""", """{"containers":[{"name":"a","image":"2"}]}""", """{"containers":[{"name":"a","image":"2"},{"name":"b"}]}""")]
    [InlineData("""{"containers":[{"name":"a","args":["x"]}]}""", """{"containers":[{"name":"a","args":["y"]}]}""", """{"containers":[{"name":"a","args":["y"]}]}""")]
    [InlineData(
        """{"containers":[{"name":"s"},{"name":"e"}]}""",
        """{"containers":[{"name":"new"},{"name":"e"},{"name":"s"}]}""",
        """{"containers":[{"name":"new"},{"name":"e"},{"name":"s"}]}""")]
    [InlineData("""{"containers":[{"name":"a"},{"name":"b"}]}""", """{"containers":[{"name":"a","$patch":"delete"},{"name":"c"}]}""", """{"containers":[{"name":"c"},{"name":"b"}]}""")]
    [InlineData(
        """{"containers":[{"name":"a"},{"name":"b"}]}""",
        """{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"2"}]}""",
        """{"containers":[{"name":"b"},{"name":"a","image":"2"}]}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":[{"$patch":"replace"},{"name":"only"}]}""", """{"containers":[{"name":"only"}]}""")]
    [InlineData("""{"finalizers":["x"]}""", """{"finalizers":["y"]}""", """{"finalizers":["y","x"]}""")]
    [InlineData("""{"finalizers":["x","y"]}""", """{"$deleteFromPrimitiveList/finalizers":["x"]}""", """{"finalizers":["y"]}""")]
    [InlineData("""{"finalizers":["x"]}""", """{"finalizers":null}""", "{}")]
    [InlineData("""{"strategy":{"type":"R","rollingUpdate":{}}}""", """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""", """{"strategy":{"type":"Recreate"}}""")]
    public void Lists_merge_by_their_keys(string target, string patch, string expected)
    {
        var patched = StrategicMergePatch.Apply(TestApi.Json(target), TestApi.Json(patch), new FieldSchema(TestApi.Json(Schema), new PlainHooks()));
        Assert.True(JsonNode.DeepEquals(TestApi.Json(expected), patched), patched.ToJsonString());
    }

    [Fact]
    public void An_item_without_its_key_is_refused()
    {
        var error = Assert.Throws<ApiException>(() => StrategicMergePatch.Apply(
            [], TestApi.Json("""{"containers":[{"image":"x"}]}"""), new FieldSchema(TestApi.Json(Schema), new PlainHooks())));
        Assert.Equal("map: map[image:x] does not contain declared merge key: name", error.Message);
    }
}
