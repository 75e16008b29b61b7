namespace K8sCache.Storage.Steps;

/// <summary>One change of a value's elements. The numbers cross the wire between nodes: append only.</summary>
internal enum StepKind : byte
{
    None = 0,

    /// <summary>Bytes at an offset of a string, zero bytes before them where it was shorter.</summary>
    BytesWritten = 1,

    /// <summary>A hash's field, its value, its expiry.</summary>
    FieldSet = 2,

    FieldRemoved = 3,

    MemberAdded = 4,

    MemberRemoved = 5,

    /// <summary>A sorted set's member and its score.</summary>
    ScoreSet = 6,

    ScoreRemoved = 7,

    /// <summary>A sorted set's elements from a rank on.</summary>
    RanksRemoved = 8,

    PushedFront = 9,

    PushedBack = 10,

    /// <summary>So many elements at a list's front and at its back.</summary>
    EndsRemoved = 11,

    /// <summary>A list's element before an index.</summary>
    Inserted = 12,

    /// <summary>A list's element at an index.</summary>
    Replaced = 13,

    /// <summary>At most so many equal elements of a list, from the front or from the back on.</summary>
    EqualsRemoved = 14,
}
