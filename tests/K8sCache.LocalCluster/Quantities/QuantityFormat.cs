namespace K8sCache.LocalCluster.Quantities;

/// <summary>The family of suffixes a quantity was written with, and is written with again.</summary>
internal enum QuantityFormat
{
    /// <summary><c>12M</c>, <c>500m</c>, or no suffix.</summary>
    DecimalSI,

    /// <summary><c>12Mi</c>.</summary>
    BinarySI,

    /// <summary><c>12e6</c>.</summary>
    DecimalExponent,
}
