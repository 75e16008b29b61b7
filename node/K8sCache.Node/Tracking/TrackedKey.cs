namespace K8sCache.Node.Tracking;

/// <summary>A key some clients read, and may have cached.</summary>
internal sealed class TrackedKey(byte[] key)
{
    public byte[] Key => key;

    /// <summary>Place in the table's list of keys.</summary>
    public int Index { get; set; }

    public List<ClientTracking> Clients { get; } = new(1);
}
