using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Protobuf;

namespace K8sCache.LocalCluster.Tests.Protobuf;

/// <summary>Bodies as kubectl 1.35 sent them (transcripts 01-kubectl-1.35, steps 60 to 63).</summary>
public sealed class ProtobufReaderTests
{
    [Fact]
    public void Reads_an_access_review()
    {
        const string body = "azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSTwoQCgASABoAIgAqADIAOABCABIx" +
            "Ci8KA3QwMRIGY3JlYXRlGgtrOHNjYWNoZS5pbyIAKg1jYWNoZWNsdXN0ZXJzMgA6ABoICAASABoAIAAaACIA";
        var json = ProtobufReader.Read(Convert.FromBase64String(body));
        Assert.Equal(
            """{"metadata":{},"spec":{"resourceAttributes":{"namespace":"t01","verb":"create","group":"k8scache.io","resource":"cacheclusters"}},"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview"}""",
            json.ToJsonString());
    }

    [Fact]
    public void Every_cut_of_a_body_is_an_error_or_an_object()
    {
        var body = Convert.FromBase64String(
            "azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIaChAKABIAGgAiACoAMgA4AEIAEgAaBAoAEgAaACIA");
        for (var length = 0; length < body.Length; length++)
        {
            try
            {
                ProtobufReader.Read(body.AsSpan(0, length));
            }
            catch (ApiException error)
            {
                Assert.InRange(error.Code, 400, 415);
            }
        }
    }
}
