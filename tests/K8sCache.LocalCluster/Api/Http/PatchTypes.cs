namespace K8sCache.LocalCluster.Api.Http;

internal static class PatchTypes
{
    /// <exception cref="ApiException">415 naming what the kind takes: custom resources have no strategic merge patch.</exception>
    public static PatchType Of(string mediaType, ResourceDefinition resource) => mediaType switch
    {
        "application/json-patch+json" => PatchType.Json,
        "application/merge-patch+json" => PatchType.Merge,
        "application/strategic-merge-patch+json" when !resource.IsCustom => PatchType.StrategicMerge,
        "application/apply-patch+yaml" => PatchType.Apply,
        _ => throw Errors.UnsupportedMediaType(
            "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, "
            + (resource.IsCustom ? "" : "application/strategic-merge-patch+json, ") + "application/apply-patch+yaml"),
    };
}
