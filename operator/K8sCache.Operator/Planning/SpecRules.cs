using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Status;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Operator.Planning;

/// <summary>
/// What makes a spec impossible that the schema lets pass: rules between fields that also scaling can break, and
/// those that need arithmetic. While one holds, the cluster goes on as it is; mending the spec is enough.
/// </summary>
public static class SpecRules
{
    private const long LeastSizeBytes = 1L << 20;

    /// <summary>Every problem, in the order of the fields.</summary>
    public static IReadOnlyList<SpecProblem> Check(CacheClusterSpec spec)
    {
        var problems = new List<SpecProblem>();
        CheckMemory(spec.Nodes, spec.Tls is not null, problems);
        if (spec.Replication.Factor is { } factor && factor > spec.Nodes.Replicas)
        {
            problems.Add(new SpecProblem(
                Reasons.ReplicationFactorExceedsNodes,
                $"spec.replication.factor is {factor}, but spec.nodes.replicas is {spec.Nodes.Replicas}: each copy needs a node of its own"));
        }

        CheckParameters(spec, problems);
        CheckSizes(spec, problems);

        return problems;
    }

    private static void CheckParameters(CacheClusterSpec spec, List<SpecProblem> problems)
    {
        // The schedulers name a parameter by its place in a topology; people write it elsewhere.
        problems.AddRange(SchedulerFactory.Problems(ClusterSettings.Of(spec).Scheduler)
            .Select(problem => new SpecProblem(
                Reasons.SchedulerParameterInvalid, problem.Replace("scheduler.parameters", "spec.routing.parameters", StringComparison.Ordinal))));
    }

    private static void CheckSizes(CacheClusterSpec spec, List<SpecProblem> problems)
    {
        Check("spec.routing.nearCache.memory", spec.Routing.NearCache.Memory, 128L << 20);
        Check("spec.limits.maxValue", spec.Limits.MaxValue, 1L << 30);
        Check("spec.limits.clientQueryBuffer", spec.Limits.ClientQueryBuffer, 1L << 34);
        Check("spec.limits.clientOutputBuffer", spec.Limits.ClientOutputBuffer, 1L << 40);

        void Check(string field, Quantity? value, long mostBytes)
        {
            if (value is { } quantity && (quantity.ToInt64() < LeastSizeBytes || quantity.ToInt64() > mostBytes))
                problems.Add(new SpecProblem(Reasons.LimitOutOfRange, $"{field} is {value}, it must be 1Mi to {Quantity.FromBytes(mostBytes)}"));
        }
    }

    private static void CheckMemory(NodesSpec nodes, bool isEncrypted, List<SpecProblem> problems)
    {
        var memoryBytes = nodes.Memory.ToInt64();
        if (memoryBytes < NodeMemory.MinimumBytes)
        {
            problems.Add(new SpecProblem(
                Reasons.MemoryTooSmall,
                $"spec.nodes.memory is {nodes.Memory}, the least is {NodeMemory.MinimumBytes >> 20}Mi"));
        }

        if (nodes.Template.Resources?.Limits?.TryGetValue("memory", out var limit) == true && limit.ToInt64() <= memoryBytes)
        {
            problems.Add(new SpecProblem(
                Reasons.MemoryLimitTooSmall,
                $"spec.nodes.template.resources.limits.memory is {limit}, no more than spec.nodes.memory, {nodes.Memory}: "
                + $"a full cache would be killed; the derived limit is {NodeMemory.PodLimit(memoryBytes, isEncrypted)}"));
        }
    }
}
