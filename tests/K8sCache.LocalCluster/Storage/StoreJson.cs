using System.Text.Encodings.Web;
using System.Text.Json;

namespace K8sCache.LocalCluster.Storage;

/// <summary>JSON as Kubernetes writes it: UTF-8 unescaped beyond what JSON itself demands.</summary>
public static class StoreJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
