namespace K8sCache.LocalCluster.Api;

/// <summary>What becomes of unknown and duplicate fields in a body.</summary>
public enum FieldValidation
{
    Warn,
    Ignore,
    Strict,
}
