using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Auth;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>The files of the volumes whose content comes from the API: configMap, secret, downwardAPI, projected.</summary>
internal sealed class VolumeFiles(KubeletServices services)
{
    private readonly Dictionary<string, (string Token, DateTimeOffset RenewAt)> _tokens = new(StringComparer.Ordinal);

    public static bool HasFiles(JsonObject volume) =>
        volume["configMap"] is JsonObject || volume["secret"] is JsonObject
        || volume["downwardAPI"] is JsonObject || volume["projected"] is JsonObject;

    public Dictionary<string, byte[]> Build(JsonObject pod, PodAddress address, JsonObject volume)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (volume["projected"] is JsonObject projected)
        {
            foreach (var source in projected.Items("sources"))
                AddSource(pod, address, source, files);
        }
        else
        {
            AddSource(pod, address, volume, files);
        }

        return files;
    }

    private void AddSource(JsonObject pod, PodAddress address, JsonObject source, Dictionary<string, byte[]> files)
    {
        if (source["configMap"] is JsonObject configMap)
            AddKeys(pod, KnownResources.ConfigMaps, configMap, configMap.Text("name"), files);
        if (source["secret"] is JsonObject secret)
            AddKeys(pod, KnownResources.Secrets, secret, secret.Text("secretName") ?? secret.Text("name"), files);
        foreach (var item in source.Items("downwardAPI", "items"))
            files[item.Text("path") ?? ""] = Encoding.UTF8.GetBytes(ReadItem(pod, address, item));
        if (source["serviceAccountToken"] is JsonObject token)
            files[token.Text("path") ?? "token"] = Encoding.UTF8.GetBytes(TokenOf(pod, token));
    }

    private static string ReadItem(JsonObject pod, PodAddress address, JsonObject item)
    {
        if (item["fieldRef"] is JsonObject field)
            return PodFields.Read(pod, address, field.Text("fieldPath") ?? "");
        var reference = item["resourceFieldRef"] as JsonObject ?? [];
        var container = pod.Items("spec", "containers").FirstOrDefault(c => c.Text("name") == reference.Text("containerName"));
        return PodFields.ReadResource(container ?? [], reference);
    }

    private void AddKeys(JsonObject pod, GroupResource resource, JsonObject source, string? name, Dictionary<string, byte[]> files)
    {
        var optional = source.Flag("optional");
        var found = services.Api.Find(resource, pod.Namespace(), name ?? "");
        if (found is null && !optional)
            throw new ContainerConfigException("ContainerCreating", $"{resource.Plural[..^1]} \"{name}\" not found");
        var content = ContentOf(resource, found);
        if (source["items"] is not JsonArray)
        {
            foreach (var (key, bytes) in content)
                files[key] = bytes;
            return;
        }

        foreach (var item in source.Items("items"))
        {
            if (content.TryGetValue(item.Text("key") ?? "", out var bytes))
                files[item.Text("path") ?? ""] = bytes;
            else if (!optional)
                throw new ContainerConfigException("ContainerCreating", $"references non-existent config key: {item.Text("key")}");
        }
    }

    private static Dictionary<string, byte[]> ContentOf(GroupResource resource, JsonObject? found)
    {
        var content = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var isSecret = resource == KnownResources.Secrets;
        foreach (var (key, value) in found.TextMap("data"))
            content[key] = isSecret ? Convert.FromBase64String(value) : Encoding.UTF8.GetBytes(value);
        foreach (var (key, value) in found.TextMap("binaryData"))
            content[key] = Convert.FromBase64String(value);
        return content;
    }

    /// <summary>A token is renewed once four fifths of its life are over, as the kubelet does; until then refreshes reuse it.</summary>
    private string TokenOf(JsonObject pod, JsonObject source)
    {
        var audience = source.Text("audience");
        var now = services.Time.GetUtcNow();
        if (_tokens.TryGetValue(audience ?? "", out var known) && now < known.RenewAt)
            return known.Token;
        var lifetime = TimeSpan.FromSeconds(source.Number("expirationSeconds") ?? 3600);
        var account = pod.Text("spec", "serviceAccountName") ?? "default";
        var token = services.Tokens.Issue(pod.Namespace(), account, lifetime, audience ?? ServiceAccountTokens.DefaultAudience);
        _tokens[audience ?? ""] = (token, now + (lifetime * 0.8));
        return token;
    }
}
