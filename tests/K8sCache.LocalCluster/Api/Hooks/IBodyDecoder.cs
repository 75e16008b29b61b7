namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>Turns a request body in JSON, YAML or protobuf (built-in kinds) into a JSON object.</summary>
public interface IBodyDecoder
{
    /// <param name="body">The bytes, already limited in size.</param>
    /// <param name="mediaType">Content type without parameters; empty counts as JSON.</param>
    /// <param name="resource">What the path names; null for bodies such as DeleteOptions, where <paramref name="expectedKind"/> alone tells.</param>
    /// <param name="expectedKind">The kind the body should be of; empty without a resource: any.</param>
    /// <exception cref="ApiException">400 or 415 with the server's texts: not parseable, unsupported type, wrong kind.</exception>
    DecodedBody Decode(ReadOnlyMemory<byte> body, string mediaType, ResourceDefinition? resource, string expectedKind);
}
