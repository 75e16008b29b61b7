using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Resp.Commands;

/// <summary>Redis's access control categories, in the order COMMAND lists them; the wire name is the lower-case member name.</summary>
[Flags]
[SuppressMessage("Naming", "CA1720", Justification = "Redis's own names.")]
public enum CommandCategories
{
    None = 0,
    Keyspace = 1 << 0,
    Read = 1 << 1,
    Write = 1 << 2,
    Hash = 1 << 3,
    String = 1 << 4,
    Admin = 1 << 5,
    Fast = 1 << 6,
    Slow = 1 << 7,
    Dangerous = 1 << 8,
    Connection = 1 << 9,
}
