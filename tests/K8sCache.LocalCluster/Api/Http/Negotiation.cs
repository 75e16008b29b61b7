namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Picks a representation from an Accept header: the first entry that can be met.</summary>
internal static class Negotiation
{
    /// <exception cref="ApiException">406: none can be met.</exception>
    public static Representation Pick(string? accept, bool isList, ResourceDefinition resource)
    {
        if (string.IsNullOrWhiteSpace(accept))
            return Representation.Plain;
        foreach (var entry in accept.Split(','))
        {
            if (Match(entry, isList) is { } met)
                return met;
        }
        if (isList && accept.Contains("as=PartialObjectMetadata;", StringComparison.Ordinal))
        {
            var type = resource.IsCustom ? "*unstructured.UnstructuredList" : $"*{resource.Version}.{resource.ListKind}";
            throw Errors.NotAcceptable($"you requested PartialObjectMetadata, but the requested object is a list ({type})");
        }
        if (accept.Contains("application/json", StringComparison.Ordinal))
            throw Errors.NotAcceptable("only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf");
        throw Errors.Make(
            406,
            "NotAcceptable",
            "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf",
            new StatusDetails());
    }

    private static Representation? Match(string entry, bool isList)
    {
        var parts = entry.Split(';', StringSplitOptions.TrimEntries);
        var type = parts[0].ToLowerInvariant();
        if (type is not ("application/json" or "application/yaml" or "*/*" or "application/*"))
            return null;
        var parameters = parts.Skip(1).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        var yaml = type == "application/yaml";
        if (!parameters.TryGetValue("as", out var kind))
            return Representation.Plain with { Yaml = yaml };
        var version = parameters.GetValueOrDefault("v", "v1");
        if (parameters.GetValueOrDefault("g") != "meta.k8s.io" || version is not ("v1" or "v1beta1"))
            return null;
        return kind switch
        {
            "Table" => new Representation(Shape.Table, version, yaml),
            "PartialObjectMetadataList" when isList => new Representation(Shape.Metadata, version, yaml),
            "PartialObjectMetadata" when !isList => new Representation(Shape.Metadata, version, yaml),
            _ => null,
        };
    }
}
