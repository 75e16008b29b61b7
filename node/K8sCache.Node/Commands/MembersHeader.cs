namespace K8sCache.Node.Commands;

/// <summary>What stands before members in a reply.</summary>
internal enum MembersHeader
{
    /// <summary>Nothing: a single member, or null.</summary>
    None,
    Array,

    /// <summary>RESP3's type of its own.</summary>
    Set,
}
