namespace K8sCache.LocalCluster.OpenApi;

/// <summary>A document as it is sent, and the SHA-512 of it that names this state of it.</summary>
internal sealed record OpenApiEntry(byte[] Json, string Hash);
