using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Metrics;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Control;

/// <summary>
/// Says what a spec asks for, and never throws: one that cannot be judged harms nothing. Whatever goes wrong while it is judged
/// is a problem of that spec, and the cluster is cared for by the one before.
/// </summary>
public sealed class SpecJudge(PodImage image, OperatorMetrics metrics, ILogger<SpecJudge> logger)
{
    internal Verdict Judge(CacheCluster cluster, ObservedCluster observed)
    {
        IReadOnlyList<SpecProblem> problems;
        try
        {
            problems = SpecRules.Check(cluster.Spec);
            if (problems.Count == 0)
                return new Verdict([], CarePlan.Of(cluster, SpecInForce.Write(cluster.Spec), observed, image));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            problems = [Failed(cluster, error)];
        }

        return new Verdict(problems, BySpecInForce(cluster, observed));
    }

    private CarePlan? BySpecInForce(CacheCluster cluster, ObservedCluster observed)
    {
        try
        {
            return SpecInForce.Read(observed.NodeSet) is { } spec
                ? CarePlan.Of(cluster with { Spec = spec }, observed.NodeSet!.GetAnnotation(Labels.SpecInForce), observed, image)
                : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Failed(cluster, error);
            return null;
        }
    }

    private SpecProblem Failed(CacheCluster cluster, Exception error)
    {
        metrics.JudgingFailed();
        var problem = new SpecProblem(
            Reasons.SpecNotJudged, $"the spec could not be judged, which is a fault of the operator; please report it: {error.GetType().Name}: {error.Message}");
        // Passes come every second; what was said already is in the status.
        var said = cluster.Status?.Conditions?.FirstOrDefault(condition => condition.Type == ConditionTypes.Valid);
        if (said?.ObservedGeneration != cluster.Metadata.Generation || said?.Reason != problem.Reason)
            Log.JudgingFailed(logger, cluster.Key(), error);
        return problem;
    }
}
