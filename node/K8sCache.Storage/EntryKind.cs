using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Storage;

/// <summary>What an entry holds. The numbers cross the wire between nodes: append only.</summary>
public enum EntryKind : byte
{
    /// <summary>No entry at all.</summary>
    None = 0,

    /// <summary>A string of bytes.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The name every Redis user knows it by.")]
    String = 1,

    /// <summary>Fields and their values.</summary>
    Hash = 2,

    /// <summary>A delete that is remembered for a while, so that an older write arriving late stays deleted.</summary>
    Tombstone = 3,

    /// <summary>Distinct members without order.</summary>
    [SuppressMessage("Naming", "CA1716", Justification = "The name every Redis user knows it by.")]
    Set = 4,

    /// <summary>Distinct members ordered by score.</summary>
    SortedSet = 5,

    /// <summary>Elements in the order they were pushed.</summary>
    List = 6,
}
