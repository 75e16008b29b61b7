using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>How the kubelet asks after a pod, on the admin port, so that a busy data port delays no answer.</summary>
internal static class PodProbes
{
    /// <summary>A minute to start; asked often, so that start-up costs little time.</summary>
    public static V1Probe Startup { get; } = Probe("/healthz", periodSeconds: 1, failureThreshold: 60);

    /// <summary>Asked often: a cache is as ready as its pods, and a pod's answer costs it next to nothing.</summary>
    public static V1Probe Readiness { get; } = Probe("/readyz", periodSeconds: 1, failureThreshold: 3);

    /// <summary>Slow to give up: a restart empties a cache server's memory.</summary>
    public static V1Probe Liveness { get; } = Probe("/healthz", periodSeconds: 10, failureThreshold: 6);

    private static V1Probe Probe(string path, int periodSeconds, int failureThreshold) => new()
    {
        FailureThreshold = failureThreshold,
        HttpGet = new V1HTTPGetAction { Path = path, Port = Names.AdminPort, Scheme = "HTTP" },
        PeriodSeconds = periodSeconds,
        SuccessThreshold = 1,
        TimeoutSeconds = 2,
    };
}
