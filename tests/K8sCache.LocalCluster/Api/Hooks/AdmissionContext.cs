using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>One write on its way in.</summary>
public sealed class AdmissionContext
{
    public required ResourceDefinition Resource { get; init; }

    public required AdmissionOperation Operation { get; init; }

    /// <summary>"" for the object itself, <c>status</c> or <c>scale</c>.</summary>
    public string Subresource { get; init; } = "";

    public required UserInfo User { get; init; }

    public string Namespace { get; init; } = "";

    /// <summary>Before it is known (generateName) empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>The object as it will be; null for a delete.</summary>
    public JsonObject? Object { get; set; }

    /// <summary>The object as it is, in the version of <see cref="Resource"/>; null for a create. Not to be changed.</summary>
    public JsonObject? OldObject { get; init; }

    /// <summary>Nothing will be stored: allocate nothing for good.</summary>
    public bool DryRun { get; init; }

    /// <summary>Texts for Warning headers.</summary>
    public List<string> Warnings { get; init; } = [];
}
