using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Commands;

/// <summary>Redis's access control categories, in the order COMMAND lists them; the wire name is the lower-case member name.</summary>
[Flags]
[SuppressMessage("Naming", "CA1720", Justification = "Redis's own names.")]
public enum CommandCategories
{
    None = 0,
    Keyspace = 1 << 0,
    Read = 1 << 1,
    Write = 1 << 2,
    Set = 1 << 3,
    SortedSet = 1 << 4,
    List = 1 << 5,
    Hash = 1 << 6,
    String = 1 << 7,
    Bitmap = 1 << 8,
    HyperLogLog = 1 << 9,
    Admin = 1 << 10,
    Fast = 1 << 11,
    Slow = 1 << 12,
    Dangerous = 1 << 13,
    Connection = 1 << 14,
    Transaction = 1 << 15,
}
