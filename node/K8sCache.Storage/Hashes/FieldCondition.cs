namespace K8sCache.Storage.Hashes;

/// <summary>On what a write of fields depends.</summary>
public enum FieldCondition
{
    None,

    /// <summary>None of the fields is there.</summary>
    NoneExists,

    /// <summary>All of the fields are there.</summary>
    AllExist,
}
