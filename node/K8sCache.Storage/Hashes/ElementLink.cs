namespace K8sCache.Storage.Hashes;

/// <summary>What an <see cref="ElementTable"/> keeps beside an element's bytes.</summary>
internal struct ElementLink
{
    public uint Hash;

    /// <summary>Next element of the same bucket, counted from 1; 0 ends it.</summary>
    public int Next;

    /// <summary>How many of the element's bytes it is looked up by; the rest is what belongs to them.</summary>
    public int KeyLength;
}
