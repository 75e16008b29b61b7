namespace K8sCache.Storage.Bitmaps;

/// <summary>What becomes of a value its bits cannot hold.</summary>
public enum FieldOverflow
{
    /// <summary>Its highest bits are cut off.</summary>
    Wrap,

    /// <summary>The nearest value they can hold is taken.</summary>
    Saturate,

    /// <summary>Nothing is written.</summary>
    Fail,
}
