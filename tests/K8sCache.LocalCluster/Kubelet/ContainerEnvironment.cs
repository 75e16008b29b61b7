using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// The environment of a container, in the kubelet's order: what the machine must give a program, the API server's address,
/// <c>envFrom</c>, then <c>env</c>, each value expanded with what came before it.
/// </summary>
internal sealed class ContainerEnvironment(KubeletServices services, JsonObject pod, PodAddress address)
{
    // The image's own part of an environment; a program of this machine needs the machine's.
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "DOTNET_ROOT", "DOTNET_ROOT_X64"];

    private static readonly GroupResource ConfigMaps = KnownResources.ConfigMaps;
    private static readonly GroupResource Secrets = KnownResources.Secrets;

    /// <exception cref="ContainerConfigException">A ConfigMap, Secret or key that is not optional is missing.</exception>
    public Dictionary<string, string> Build(JsonObject container)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                variables[name] = value;
        }

        variables["HOSTNAME"] = pod.Text("spec", "hostname") ?? pod.Name();
        variables["KUBERNETES_SERVICE_HOST"] = services.ApiServer.Address.ToString();
        variables["KUBERNETES_SERVICE_PORT"] = services.ApiServer.Port.ToString(CultureInfo.InvariantCulture);
        variables["KUBERNETES_SERVICE_PORT_HTTPS"] = variables["KUBERNETES_SERVICE_PORT"];
        foreach (var source in container.Items("envFrom"))
            AddAll(source, variables);
        foreach (var variable in container.Items("env"))
        {
            if (ValueOf(variable, container, variables) is { } value)
                variables[variable.Text("name") ?? ""] = value;
        }

        return variables;
    }

    private void AddAll(JsonObject source, Dictionary<string, string> variables)
    {
        var prefix = source.Text("prefix") ?? "";
        if (source["configMapRef"] is JsonObject configMap)
        {
            foreach (var (key, value) in Lookup(ConfigMaps, configMap).TextMap("data"))
                variables[prefix + key] = value;
        }

        if (source["secretRef"] is JsonObject secret)
        {
            foreach (var (key, value) in Lookup(Secrets, secret).TextMap("data"))
                variables[prefix + key] = Decode(value);
        }
    }

    private string? ValueOf(JsonObject variable, JsonObject container, Dictionary<string, string> variables)
    {
        if (variable["valueFrom"] is not JsonObject from)
            return VariableExpansion.Expand(variable.Text("value") ?? "", variables);
        if (from["fieldRef"] is JsonObject field)
            return PodFields.Read(pod, address, field.Text("fieldPath") ?? "");
        if (from["resourceFieldRef"] is JsonObject resource)
            return PodFields.ReadResource(Named(resource.Text("containerName")) ?? container, resource);
        if (from["configMapKeyRef"] is JsonObject configMapKey)
            return KeyOf(ConfigMaps, configMapKey);
        return from["secretKeyRef"] is JsonObject secretKey && KeyOf(Secrets, secretKey) is { } encoded ? Decode(encoded) : null;
    }

    private string? KeyOf(GroupResource resource, JsonObject reference)
    {
        var key = reference.Text("key") ?? "";
        var value = Lookup(resource, reference).Text("data", key);
        if (value is null && !reference.Flag("optional"))
            throw Missing($"couldn't find key {key} in {KindOf(resource)} {pod.Namespace()}/{reference.Text("name")}");
        return value;
    }

    private JsonObject? Lookup(GroupResource resource, JsonObject reference)
    {
        var name = reference.Text("name") ?? "";
        var found = services.Api.Find(resource, pod.Namespace(), name);
        if (found is null && !reference.Flag("optional"))
            throw Missing($"{resource.Plural[..^1]} \"{name}\" not found");
        return found;
    }

    private JsonObject? Named(string? container) =>
        pod.Items("spec", "containers").FirstOrDefault(candidate => candidate.Text("name") == container);

    private static string KindOf(GroupResource resource) => resource == Secrets ? "Secret" : "ConfigMap";

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private static ContainerConfigException Missing(string message) => new("CreateContainerConfigError", message);
}
