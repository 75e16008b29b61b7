namespace K8sCache.Node.Commands;

/// <summary>How elements of a sorted set are written.</summary>
internal enum ElementForm
{
    /// <summary>Members alone.</summary>
    Members,

    /// <summary>Each member and then its score, in one array.</summary>
    Flat,

    /// <summary>An array of member and score for each.</summary>
    Pairs,
}
