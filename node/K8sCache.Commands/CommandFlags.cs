using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Commands;

/// <summary>Traits of a command, as Redis's COMMAND reports them.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "Redis's own term, and a flags enum.")]
public enum CommandFlags
{
    None = 0,
    Write = 1 << 0,
    ReadOnly = 1 << 1,

    /// <summary>May take memory: refused when memory is full and nothing may be evicted.</summary>
    DenyOom = 1 << 2,
    Admin = 1 << 3,
    NoScript = 1 << 4,

    /// <summary>Allowed while data is being loaded.</summary>
    Loading = 1 << 5,

    /// <summary>Allowed on data that may be stale.</summary>
    Stale = 1 << 6,

    /// <summary>Constant or logarithmic time.</summary>
    Fast = 1 << 7,

    /// <summary>Allowed before authentication.</summary>
    NoAuth = 1 << 8,

    /// <summary>Allowed only outside a transaction.</summary>
    NoMulti = 1 << 9,
    AllowBusy = 1 << 12,

    /// <summary>Between our own processes: unknown to clients, and not listed by COMMAND.</summary>
    Internal = 1 << 10,

    /// <summary>
    /// Ours: touches several keys that must be seen together, so it runs while no other loop runs commands.
    /// Not listed by COMMAND.
    /// </summary>
    Isolated = 1 << 11,

    /// <summary>Not recorded in the slow log, for what it carries is secret or its time says nothing.</summary>
    SkipSlowlog = 1 << 13,

    /// <summary>Where the keys are depends on the arguments, such as a count of keys before them.</summary>
    MovableKeys = 1 << 14,
}
