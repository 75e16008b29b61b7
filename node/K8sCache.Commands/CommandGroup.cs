using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Commands;

/// <summary>Where the documentation files a command; the wire name is the lower-case member name, a sorted set's "sorted-set".</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Redis's own names.")]
public enum CommandGroup
{
    Bitmap,
    Cluster,
    Connection,
    Generic,
    Hash,
    HyperLogLog,
    List,
    Server,
    Set,
    SortedSet,
    String,
    Transactions,
}
