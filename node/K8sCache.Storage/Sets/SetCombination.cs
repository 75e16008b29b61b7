namespace K8sCache.Storage.Sets;

/// <summary>How several sets become one.</summary>
public enum SetCombination
{
    Union,
    Intersection,

    /// <summary>The first without the others.</summary>
    Difference,
}
