using System.Text.Encodings.Web;
using System.Text.Json;

namespace K8sCache.LocalCluster.Schema;

/// <summary>JSON as error messages show it: nothing escaped beyond need.</summary>
internal static class GoJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
