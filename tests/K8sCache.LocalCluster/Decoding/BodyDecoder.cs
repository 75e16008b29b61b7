using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Protobuf;
using YamlDotNet.Core;

namespace K8sCache.LocalCluster.Decoding;

/// <summary>JSON, YAML and protobuf bodies to JSON objects, and whether they are of the kind the path calls for.</summary>
internal sealed class BodyDecoder : IBodyDecoder
{
    private const string LegacyScheme = "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30";
    private const string MetaScheme = "k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27";

    /// <summary>How much of a body an error message repeats, bytes.</summary>
    private const int SnippetLength = 31;

    public DecodedBody Decode(ReadOnlyMemory<byte> body, string mediaType, ResourceDefinition? resource, string expectedKind)
    {
        var problems = new List<string>();
        var json = Parse(body, mediaType, expectedKind, problems);
        CheckKind(json, body, resource, expectedKind);
        return new DecodedBody(json, problems);
    }

    private static JsonObject Parse(ReadOnlyMemory<byte> body, string mediaType, string expectedKind, List<string> problems)
    {
        try
        {
            switch (mediaType)
            {
                case "" or "application/json":
                    return StrictJsonReader.Read(body.Span, problems) as JsonObject ?? throw new JsonException("not an object");
                case "application/yaml" or "application/apply-patch+yaml":
                    return YamlReader.Read(Encoding.UTF8.GetString(body.Span), problems) as JsonObject ?? throw new JsonException("not an object");
                case "application/vnd.kubernetes.protobuf":
                    return ProtobufReader.Read(body.Span);
                default:
                    throw Errors.UnsupportedMediaType(
                        "the body of the request was in an unknown format - accepted media types include: " +
                        "application/json, application/yaml, application/vnd.kubernetes.protobuf");
            }
        }
        catch (JsonException exception)
        {
            throw Unrecognized(expectedKind, $"couldn't get version/kind; json parse error: {GoMessage(exception, body)}", body);
        }
        catch (YamlException exception)
        {
            throw Unrecognized(expectedKind, $"couldn't get version/kind; json parse error: {exception.Message}", body);
        }
    }

    private static string GoMessage(JsonException exception, ReadOnlyMemory<byte> body)
    {
        var atEnd = exception.Message.Contains("Expected depth", StringComparison.Ordinal) ||
            exception.Message.Contains("no more data", StringComparison.Ordinal) ||
            exception.Message.Contains("reached end of data", StringComparison.Ordinal);
        if (atEnd || exception.BytePositionInLine is not { } position || position >= body.Length) return "unexpected end of JSON input";
        return $"invalid character '{(char)body.Span[(int)position]}' looking for beginning of value";
    }

    private static void CheckKind(JsonObject json, ReadOnlyMemory<byte> body, ResourceDefinition? resource, string expectedKind)
    {
        var kind = json["kind"]?.GetValueKind() == JsonValueKind.String ? (string)json["kind"]! : "";
        var apiVersion = json["apiVersion"]?.GetValueKind() == JsonValueKind.String ? (string)json["apiVersion"]! : "";
        if (resource is null)
        {
            if (kind.Length > 0 && expectedKind.Length > 0 && kind != expectedKind) throw NotRegistered(kind, apiVersion, MetaScheme);
            return;
        }

        if (resource.IsCustom)
        {
            if (kind.Length == 0) throw Unrecognized(expectedKind, $"Object 'Kind' is missing in '{Encoding.UTF8.GetString(body.Span)}'", body);
            if (apiVersion.Length == 0)
                throw Unrecognized(expectedKind, $"Object 'apiVersion' is missing in '{Encoding.UTF8.GetString(body.Span)}'", body);
        }

        if (kind.Length == 0) json["kind"] = kind = expectedKind;
        if (apiVersion.Length == 0) json["apiVersion"] = apiVersion = resource.ApiVersion;
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (kind == expectedKind && apiVersion == resource.ApiVersion) return;
        var why = kind != expectedKind && apiVersion == resource.ApiVersion
            ? $"converting ({version}.{kind}) to ({InternalGroup(resource)}.{expectedKind}): unknown conversion"
            : $"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme \"{LegacyScheme}\"";
        throw Errors.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {expectedKind}: {why}");
    }

    private static string InternalGroup(ResourceDefinition resource) =>
        resource.Group.Length == 0 ? "core" : resource.Group.Split('.')[0];

    private static ApiException NotRegistered(string kind, string apiVersion, string scheme) =>
        Errors.BadRequest($"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme \"{scheme}\"");

    private static ApiException Unrecognized(string expectedKind, string why, ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, SnippetLength)]);
        var snippet = body.Length > SnippetLength ? text + "..." : text;
        return Errors.BadRequest($"the object provided is unrecognized (must be of type {expectedKind}): {why} ({snippet})");
    }
}
