using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Quantities;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>The checks of pods and pod templates that manifests run into.</summary>
internal static partial class PodValidator
{
    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
        "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string UpdateText =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`," +
        "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
        "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public static IEnumerable<StatusCause> ValidateSpec(JsonObject? spec, string path)
    {
        if (spec is null || !Objects(spec, "containers").Any()) return [FieldErrors.Required($"{path}.containers")];
        var causes = new List<StatusCause>();
        var volumes = Objects(spec, "volumes").Select(volume => Text(volume, "name")).ToList();
        for (var i = 0; i < volumes.Count; i++)
        {
            CheckName(volumes[i], $"{path}.volumes[{i}].name", causes);
            if (volumes.IndexOf(volumes[i]) < i) causes.Add(FieldErrors.Duplicate($"{path}.volumes[{i}].name", FieldErrors.Quote(volumes[i])));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in new[] { "containers", "initContainers" })
        {
            var containers = Objects(spec, list).ToList();
            for (var i = 0; i < containers.Count; i++) CheckContainer(containers[i], $"{path}.{list}[{i}]", names, volumes, causes);
        }

        if (Text(spec, "restartPolicy") is not ("Always" or "OnFailure" or "Never") and var policy)
            causes.Add(FieldErrors.NotSupported($"{path}.restartPolicy", policy, "Always", "OnFailure", "Never"));
        return causes;
    }

    /// <summary>A pod's spec is fixed but for a few fields; scheduling sets nodeName through the binding subresource.</summary>
    public static IEnumerable<StatusCause> ValidateUpdate(JsonObject pod, JsonObject old)
    {
        if (pod["spec"] is not JsonObject spec || old["spec"] is not JsonObject oldSpec) yield break;
        if (!JsonNode.DeepEquals(Frozen(spec), Frozen(oldSpec))) yield return FieldErrors.Forbidden("spec", UpdateText);
    }

    private static JsonObject Frozen(JsonObject spec)
    {
        var copy = (JsonObject)spec.DeepClone();
        foreach (var field in new[] { "activeDeadlineSeconds", "tolerations", "nodeName", "schedulingGates" }) copy.Remove(field);
        if (Number(copy, "terminationGracePeriodSeconds") is 1 or < 0) copy.Remove("terminationGracePeriodSeconds");
        foreach (var container in Objects(copy, "containers").Concat(Objects(copy, "initContainers"))) container.Remove("image");
        return copy;
    }

    private static void CheckContainer(JsonObject container, string path, HashSet<string> names, List<string> volumes, List<StatusCause> causes)
    {
        var name = Text(container, "name");
        CheckName(name, $"{path}.name", causes);
        if (name.Length > 0 && !names.Add(name)) causes.Add(FieldErrors.Duplicate($"{path}.name", FieldErrors.Quote(name)));
        if (Text(container, "image").Length == 0) causes.Add(FieldErrors.Required($"{path}.image"));
        CheckPorts([.. Objects(container, "ports")], path, causes);
        CheckEnvironment([.. Objects(container, "env")], path, causes);
        CheckMounts([.. Objects(container, "volumeMounts")], path, volumes, causes);
        CheckResources(container, path, causes);
    }

    private static void CheckName(string name, string path, List<StatusCause> causes)
    {
        if (name.Length == 0) causes.Add(FieldErrors.Required(path));
        else if (!Label().IsMatch(name)) causes.Add(FieldErrors.InvalidString(path, name, LabelText));
    }

    private static void CheckPorts(List<JsonObject> ports, string path, List<StatusCause> causes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var port = Number(ports[i], "containerPort");
            if (port is null or 0) causes.Add(FieldErrors.Required($"{path}.ports[{i}].containerPort"));
            else if (port is < 1 or > 65535)
                causes.Add(FieldErrors.Invalid($"{path}.ports[{i}].containerPort", $"{port}", "must be between 1 and 65535, inclusive"));
            var name = Text(ports[i], "name");
            if (name.Length > 15) causes.Add(FieldErrors.InvalidString($"{path}.ports[{i}].name", name, "must be no more than 15 characters"));
            if (name.Length > 0 && !names.Add(name)) causes.Add(FieldErrors.Duplicate($"{path}.ports[{i}].name", FieldErrors.Quote(name)));
        }
    }

    private static void CheckEnvironment(List<JsonObject> variables, string path, List<StatusCause> causes)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            if (Text(variables[i], "name").Length == 0) causes.Add(FieldErrors.Required($"{path}.env[{i}].name"));
            if (Text(variables[i], "value").Length > 0 && variables[i]["valueFrom"] is not null)
            {
                causes.Add(FieldErrors.InvalidString(
                    $"{path}.env[{i}].valueFrom", "", "may not be specified when `value` is not empty"));
            }
        }
    }

    private static void CheckMounts(List<JsonObject> mounts, string path, List<string> volumes, List<StatusCause> causes)
    {
        for (var i = 0; i < mounts.Count; i++)
        {
            var name = Text(mounts[i], "name");
            if (name.Length == 0) causes.Add(FieldErrors.Required($"{path}.volumeMounts[{i}].name"));
            else if (!volumes.Contains(name))
                causes.Add(new StatusCause("FieldValueNotFound", $"Not found: {FieldErrors.Quote(name)}", $"{path}.volumeMounts[{i}].name"));
            if (Text(mounts[i], "mountPath").Length == 0) causes.Add(FieldErrors.Required($"{path}.volumeMounts[{i}].mountPath"));
        }
    }

    private static void CheckResources(JsonObject container, string path, List<StatusCause> causes)
    {
        foreach (var list in (string[])["limits", "requests"])
        {
            foreach (var (resource, amount) in At(container, $"resources.{list}") as JsonObject ?? [])
            {
                if (Quantity.TryParse($"{amount}") is { Sign: < 0 })
                    causes.Add(FieldErrors.InvalidString($"{path}.resources.{list}[{resource}]", $"{amount}", "must be greater than or equal to 0"));
            }
        }

        if (At(container, "resources.limits") is not JsonObject limits || At(container, "resources.requests") is not JsonObject requests) return;
        foreach (var (resource, request) in requests)
        {
            if (limits[resource] is not { } limit) continue;
            if (Quantity.TryParse($"{request}") is { } asked && Quantity.TryParse($"{limit}") is { } most && asked.CompareTo(most) > 0)
            {
                causes.Add(FieldErrors.InvalidString(
                    $"{path}.resources.requests", $"{request}", $"must be less than or equal to {resource} limit of {limit}"));
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Label();
}
