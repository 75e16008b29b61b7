namespace K8sCache.Storage.Segments;

/// <summary>The two first-in-first-out queues that segments of entries stand in.</summary>
internal enum LogQueue : byte
{
    /// <summary>What was written not long ago.</summary>
    Small = 0,

    /// <summary>What was asked for since.</summary>
    Main = 1,
}
