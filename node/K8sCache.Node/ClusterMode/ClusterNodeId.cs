using System.Security.Cryptography;
using System.Text;

namespace K8sCache.Node.ClusterMode;

/// <summary>
/// The 40 hexadecimal digits by which clients of Redis Cluster know a node: made of its name, so that they stay the same
/// over restarts and every node says the same.
/// </summary>
internal static class ClusterNodeId
{
    private const int Digits = 40;

    public static string Of(string nodeName) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nodeName)))[..Digits];
}
