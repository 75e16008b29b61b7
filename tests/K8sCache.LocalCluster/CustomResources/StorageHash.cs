using System.Security.Cryptography;
using System.Text;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>Discovery's storageVersionHash: the first 8 bytes of the SHA-256 of group/version/kind, in base64.</summary>
internal static class StorageHash
{
    public static string Of(string groupVersionKind) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(groupVersionKind)).AsSpan(0, 8));
}
