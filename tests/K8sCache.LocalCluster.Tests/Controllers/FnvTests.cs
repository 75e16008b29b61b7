using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Controllers;

namespace K8sCache.LocalCluster.Tests.Controllers;

public sealed class FnvTests
{
    [Theory]
    [InlineData("", "2166136261")]
    [InlineData("a", "84696446")]
    public void Hashes_are_the_published_ones(string text, string hash) => Assert.Equal(hash, $"{Fnv.Hash1(Encoding.ASCII.GetBytes(text))}");

    [Fact]
    public void Json_is_written_as_Go_marshals_maps() => Assert.Equal(
        """{"a":{"c":[1,"\u003c\u0026\u003e"],"d":null},"b":"é"}""",
        Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse("""{"b":"é","a":{"d":null,"c":[1,"<&>"]}}""")!)));
}
