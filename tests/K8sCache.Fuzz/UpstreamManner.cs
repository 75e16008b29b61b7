namespace K8sCache.Fuzz;

/// <summary>How nodes before a fuzzed router answer.</summary>
internal enum UpstreamManner : byte
{
    Right = 0,

    /// <summary>Some replies are right, others anything a node could say to something else.</summary>
    WellFormed = 1,

    /// <summary>Also redirections, malformed bytes, half replies and closed connections.</summary>
    Any = 2,
}
