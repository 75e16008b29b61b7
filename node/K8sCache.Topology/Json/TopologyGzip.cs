using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace K8sCache.Topology.Json;

/// <summary>
/// Topology documents compressed by gzip. Names repeat in every range, so they shrink to a tenth or less: with hundreds
/// of nodes that is what makes them fit a ConfigMap.
/// </summary>
public static class TopologyGzip
{
    public static byte[] Compress(ReadOnlySpan<byte> json)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(json);
        return compressed.ToArray();
    }

    /// <summary>False for damaged data. Never more than a byte beyond the limit of documents, whatever the data claims.</summary>
    internal static bool TryExpand(ReadOnlySpan<byte> compressed, [NotNullWhen(true)] out byte[]? json)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        using var expanded = new MemoryStream();
        var buffer = new byte[64 * 1024];
        json = null;
        try
        {
            int read;
            while (expanded.Length <= TopologyLimits.MaxDocumentBytes && (read = gzip.Read(buffer)) > 0)
                expanded.Write(buffer, 0, (int)Math.Min(read, TopologyLimits.MaxDocumentBytes + 1 - expanded.Length));
        }
        catch (InvalidDataException)
        {
            return false;
        }

        json = expanded.ToArray();
        // Compressed twice is nothing we make; refusing it bounds the work.
        return json is not [0x1F, 0x8B, ..];
    }
}
