namespace K8sCache.Operator.Api;

/// <summary>Which workload runs the routers. The names are part of the API.</summary>
public enum RouterKind
{
    Deployment = 0,
    DaemonSet = 1,
}
