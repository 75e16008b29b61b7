using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Desired;

/// <summary>How much memory a pod needs so that a full cache is never killed for it.</summary>
public static class NodeMemory
{
    /// <summary>The runtime, code, thread stacks, and buffers of a few thousand connections, in bytes.</summary>
    private const long FixedOverheadBytes = 192L << 20;

    /// <summary>Replication and transfer buffers and allocator slack grow with the entries: one part in this many.</summary>
    private const long ProportionalOverhead = 5;

    /// <summary>What a few thousand encrypted connections take beyond plain ones, 34 KiB each, in bytes.</summary>
    private const long EncryptionOverheadBytes = 128L << 20;

    private const long Mebibyte = 1L << 20;

    /// <summary>
    /// <c>limit = memory + memory / 5 + 192 MiB</c>, rounded up to whole MiB. Requested in full as well: memory that is
    /// promised to nobody is what a node under pressure takes back by killing. With TLS 128 MiB more.
    /// </summary>
    public static Quantity PodLimit(long entriesBytes, bool isEncrypted = false)
    {
        var bytes = entriesBytes + entriesBytes / ProportionalOverhead + FixedOverheadBytes + (isEncrypted ? EncryptionOverheadBytes : 0);
        return Quantity.FromBytes((bytes + Mebibyte - 1) / Mebibyte * Mebibyte);
    }
}
