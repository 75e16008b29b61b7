namespace K8sCache.LocalCluster.Api.Hooks;

public enum AdmissionOperation
{
    Create,
    Update,
    Delete,
}
