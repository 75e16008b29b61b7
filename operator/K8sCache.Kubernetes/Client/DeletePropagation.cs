namespace K8sCache.Kubernetes.Client;

/// <summary>What becomes of the objects that a deleted one owns.</summary>
public enum DeletePropagation
{
    /// <summary>They are collected after it is gone.</summary>
    Background = 0,

    /// <summary>It stays until they are gone.</summary>
    Foreground = 1,

    /// <summary>They stay.</summary>
    Orphan = 2,
}
