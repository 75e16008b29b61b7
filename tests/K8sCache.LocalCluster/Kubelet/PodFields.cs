using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Quantities;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>The downward API: fields of a pod and resources of its containers as text.</summary>
internal static class PodFields
{
    /// <exception cref="ContainerConfigException">The path is not one that the downward API offers.</exception>
    public static string Read(JsonObject pod, PodAddress address, string path)
    {
        if (TrySubscript(path, "metadata.labels", out var label))
            return pod.Label(label) ?? "";
        if (TrySubscript(path, "metadata.annotations", out var annotation))
            return pod.Annotation(annotation) ?? "";
        return path switch
        {
            "metadata.name" => pod.Name(),
            "metadata.namespace" => pod.Namespace(),
            "metadata.uid" => pod.Uid(),
            "metadata.labels" => Lines(pod, "labels"),
            "metadata.annotations" => Lines(pod, "annotations"),
            "spec.nodeName" => pod.Text("spec", "nodeName") ?? "",
            "spec.serviceAccountName" => pod.Text("spec", "serviceAccountName") ?? "",
            "status.podIP" or "status.podIPs" => address.Pod.ToString(),
            "status.hostIP" or "status.hostIPs" => address.Host.ToString(),
            _ => throw new ContainerConfigException("CreateContainerConfigError", $"unsupported fieldPath: {path}"),
        };
    }

    /// <summary>A resourceFieldRef, such as <c>limits.memory</c>, in units of its divisor, rounded up; "0" where not set.</summary>
    public static string ReadResource(JsonObject container, JsonObject reference)
    {
        var path = (reference.Text("resource") ?? "").Split('.');
        var quantity = path.Length == 2 ? container.Text("resources", path[0], path[1]) : null;
        quantity ??= path.Length == 2 ? container.Number("resources", path[0], path[1])?.ToString(CultureInfo.InvariantCulture) : null;
        var divisor = reference.Text("divisor") is { } text and not "0" ? Parse(text) : Quantity.Of(1);
        return Parse(quantity ?? "0").DivideRoundedUp(divisor).ToString(CultureInfo.InvariantCulture);
    }

    private static Quantity Parse(string text) => Quantity.TryParse(text) ?? Quantity.Zero;

    private static bool TrySubscript(string path, string map, out string key)
    {
        var found = path.StartsWith(map + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal);
        key = found ? path[(map.Length + 2)..^2] : "";
        return found;
    }

    private static string Lines(JsonObject pod, string map) =>
        string.Join('\n', pod.TextMap("metadata", map).OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{member.Key}=\"{member.Value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\""));
}
