using System.Text;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>JSON as the recorder sent it, a space behind each comma and colon: some errors quote the body.</summary>
internal static class RecorderJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject json:
                text.Append('{').AppendJoin(", ", json.Select(entry => $"{JsonValue.Create(entry.Key).ToJsonString()}: {Write(entry.Value)}")).Append('}');
                break;
            case JsonArray array:
                text.Append('[').AppendJoin(", ", array.Select(Write)).Append(']');
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}
