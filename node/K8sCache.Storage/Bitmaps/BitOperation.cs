namespace K8sCache.Storage.Bitmaps;

/// <summary>How BITOP makes one string of several.</summary>
public enum BitOperation
{
    And,
    Or,
    Xor,

    /// <summary>Of one string only.</summary>
    Not,
}
