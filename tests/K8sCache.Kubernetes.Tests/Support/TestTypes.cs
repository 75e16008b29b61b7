using System.Text.Json.Serialization.Metadata;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>Any type a test has to do with: tests are no native programs.</summary>
internal static class TestTypes
{
    public static ObjectJson Json { get; } = new(new DefaultJsonTypeInfoResolver());
}
