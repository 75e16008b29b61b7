namespace K8sCache.Node.Tests.Differential;

/// <summary>What is drawn from in a run.</summary>
public enum CommandFamily
{
    /// <summary>Strings, hashes, expiry, and what a client asks of a server.</summary>
    General,

    /// <summary>All commands on strings and keys, bitmaps, HyperLogLogs.</summary>
    Keys,

    /// <summary>Hashes and sets.</summary>
    Fields,

    /// <summary>Lists and sorted sets.</summary>
    Elements,
}
