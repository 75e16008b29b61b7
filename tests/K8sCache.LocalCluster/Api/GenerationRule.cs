namespace K8sCache.LocalCluster.Api;

/// <summary>Which changes bump <c>metadata.generation</c>.</summary>
public enum GenerationRule
{
    /// <summary>The kind has no generation (ConfigMap, Secret, Service, …).</summary>
    None,

    /// <summary>A change of <c>spec</c>.</summary>
    Spec,

    /// <summary>A change of <c>spec</c> or of the object's annotations: Deployment.</summary>
    SpecAndAnnotations,

    /// <summary>Anything but metadata and status: custom resources with a status subresource.</summary>
    AllButMetadataAndStatus,

    /// <summary>Anything but metadata: custom resources without a status subresource.</summary>
    AllButMetadata,
}
