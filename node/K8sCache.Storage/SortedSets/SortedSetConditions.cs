namespace K8sCache.Storage.SortedSets;

/// <summary>When a member's score is written, and how.</summary>
[Flags]
public enum SortedSetConditions
{
    None = 0,

    /// <summary>Only members that are not there.</summary>
    OnlyNew = 1,

    /// <summary>Only members that are there.</summary>
    OnlyExisting = 2,

    /// <summary>Members that are there only when their score rises.</summary>
    OnlyGreater = 4,

    /// <summary>Members that are there only when their score falls.</summary>
    OnlyLess = 8,

    /// <summary>The score is added to the one there is.</summary>
    Increment = 16,
}
