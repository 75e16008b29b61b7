namespace K8sCache.Client;

/// <summary>When a value is stored.</summary>
public enum SetCondition
{
    Always = 0,

    /// <summary>Only if the key does not exist (NX).</summary>
    IfAbsent = 1,

    /// <summary>Only if the key exists (XX).</summary>
    IfPresent = 2,
}
