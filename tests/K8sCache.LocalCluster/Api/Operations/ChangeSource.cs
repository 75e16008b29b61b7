namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>What kind of request changes an object: error texts and preconditions differ.</summary>
public enum ChangeSource
{
    Put,
    Patch,
    Apply,
    Scale,
}
