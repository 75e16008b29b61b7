using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sCache.LocalCluster.Api;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>ConfigMaps and Secrets.</summary>
internal static partial class ConfigValidator
{
    private const int SizeLimit = 1 << 20;

    private const string KeyText =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or " +
        "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    private static readonly Dictionary<string, string[]> RequiredKeys = new(StringComparer.Ordinal)
    {
        ["kubernetes.io/tls"] = ["tls.crt", "tls.key"],
        ["kubernetes.io/ssh-auth"] = ["ssh-privatekey"],
        ["kubernetes.io/dockerconfigjson"] = [".dockerconfigjson"],
        ["kubernetes.io/dockercfg"] = [".dockercfg"],
    };

    public static IEnumerable<StatusCause> ConfigMap(JsonObject map, JsonObject? old)
    {
        var causes = new List<StatusCause>();
        CheckKeys(map, "data", causes);
        CheckKeys(map, "binaryData", causes);
        if (Size(map, "data") + Size(map, "binaryData") > SizeLimit) causes.Add(FieldErrors.TooLong("[]", SizeLimit));
        CheckImmutable(map, old, causes, "data", "binaryData");
        return causes;
    }

    public static IEnumerable<StatusCause> Secret(JsonObject secret, JsonObject? old)
    {
        var causes = new List<StatusCause>();
        CheckKeys(secret, "data", causes);
        if (Size(secret, "data") > SizeLimit) causes.Add(FieldErrors.TooLong("data", SizeLimit));
        var type = Text(secret, "type");
        foreach (var key in RequiredKeys.GetValueOrDefault(type, []))
            if ((secret["data"] as JsonObject)?.ContainsKey(key) != true) causes.Add(FieldErrors.Required($"data[{key}]"));
        if (old is not null && Text(old, "type") != type) causes.Add(FieldErrors.InvalidString("type", type, "field is immutable"));
        CheckImmutable(secret, old, causes, "data");
        return causes;
    }

    private static void CheckKeys(JsonObject json, string field, List<StatusCause> causes)
    {
        foreach (var (key, _) in json[field] as JsonObject ?? [])
            if (!Key().IsMatch(key)) causes.Add(FieldErrors.InvalidString($"{field}[{key}]", key, KeyText));
    }

    private static int Size(JsonObject json, string field) =>
        (json[field] as JsonObject ?? []).Sum(entry => (Schema.JsonScalars.Read(entry.Value) as string)?.Length ?? 0);

    private static void CheckImmutable(JsonObject json, JsonObject? old, List<StatusCause> causes, params string[] fields)
    {
        if (old is null || !Flag(old, "immutable")) return;
        const string text = "field is immutable when `immutable` is set";
        if (!Flag(json, "immutable")) causes.Add(FieldErrors.Forbidden("immutable", text));
        foreach (var field in fields)
            if (!JsonNode.DeepEquals(json[field], old[field])) causes.Add(FieldErrors.Forbidden(field, text));
    }

    [GeneratedRegex("^[-._a-zA-Z0-9]+$")]
    private static partial Regex Key();
}
