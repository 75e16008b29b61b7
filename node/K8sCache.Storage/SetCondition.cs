namespace K8sCache.Storage;

/// <summary>When a SET writes.</summary>
public enum SetCondition
{
    Always,
    IfAbsent,
    IfPresent,
}
