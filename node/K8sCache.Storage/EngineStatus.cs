namespace K8sCache.Storage;

/// <summary>How an operation ended. Everything but <see cref="Ok"/> and <see cref="Missing"/> left the entry as it was.</summary>
public enum EngineStatus
{
    Ok,

    /// <summary>No such entry (or field).</summary>
    Missing,

    /// <summary>The entry holds another kind of value than the operation works on.</summary>
    WrongType,

    /// <summary>The value is no 64-bit signed integer in its shortest form.</summary>
    NotAnInteger,

    /// <summary>The sum leaves the range of a 64-bit signed integer.</summary>
    Overflow,

    /// <summary>The value, or what is to be added to it, is no number.</summary>
    NotAFloat,

    /// <summary>The sum is an infinity or no number.</summary>
    NotFinite,

    /// <summary>The string is no HyperLogLog.</summary>
    NotHyperLogLog,

    /// <summary>The value would grow past <see cref="CacheEngineOptions.MaxValueBytes"/>.</summary>
    TooLarge,

    /// <summary>The memory limit is reached and nothing may be evicted.</summary>
    OutOfMemory,

    /// <summary>A condition of the operation did not hold, so nothing was written.</summary>
    ConditionFailed,

    /// <summary>An update that found nothing to change.</summary>
    Unchanged,

    /// <summary>A merge brought nothing newer than what is here.</summary>
    Stale,

    /// <summary>Changes start from a version that is not what is here.</summary>
    OtherBase,

    /// <summary>A merge brought a payload that is not well formed, or what is here is damaged.</summary>
    Malformed,
}
