using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Api.Pods;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Status;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling;
using NearCacheSpec = K8sCache.Operator.Api.NearCacheSpec;

namespace K8sCache.Operator.Planning;

/// <summary>
/// What makes a spec impossible: rules between fields, which also scaling can break, those that need arithmetic, and the ranges
/// of the schema once more. While one holds, the cluster goes on as it is; mending the spec is enough.
/// </summary>
public static class SpecRules
{
    private static readonly QuantityRange Memory = QuantityRange.Of(NodesSpec.LeastMemory, NodesSpec.MostMemory);
    private static readonly QuantityRange NearCacheMemory = QuantityRange.Of(NearCacheSpec.LeastMemory, NearCacheSpec.MostMemory);
    private static readonly QuantityRange Value = QuantityRange.Of(LimitsSpec.Least, LimitsSpec.MostValue);
    private static readonly QuantityRange QueryBuffer = QuantityRange.Of(LimitsSpec.Least, LimitsSpec.MostQueryBuffer);
    private static readonly QuantityRange OutputBuffer = QuantityRange.Of(LimitsSpec.Least, LimitsSpec.MostOutputBuffer);

    /// <summary>Requests and limits of pods, whatever they are of: what the API server takes, but for what it silently changes.</summary>
    private static readonly QuantityRange Resource = QuantityRange.Of("0", "1Ei");

    /// <summary>Every problem, in the order of the fields.</summary>
    public static IReadOnlyList<SpecProblem> Check(CacheClusterSpec spec)
    {
        // What could not be read has no fields to look at.
        if (spec.Unreadable is { } unreadable)
            return [new SpecProblem(Reasons.SpecUnreadable, unreadable)];
        var problems = new List<SpecProblem>();
        foreach (var rule in NumberRule.All)
            Add(problems, Reasons.NumberOutOfRange, rule.Problem(spec));
        CheckMemory(spec.Nodes, spec.Tls is not null, problems);
        CheckResources("spec.nodes.template.resources", spec.Nodes.Template.Resources, problems);
        if (spec.Replication.Factor is { } factor && factor > spec.Nodes.Replicas)
        {
            problems.Add(new SpecProblem(
                Reasons.ReplicationFactorExceedsNodes,
                $"spec.replication.factor is {factor}, but spec.nodes.replicas is {spec.Nodes.Replicas}: each copy needs a node of its own"));
        }

        CheckParameters(spec.Routing, problems);
        CheckSize("spec.routing.nearCache.memory", spec.Routing.NearCache.Memory, NearCacheMemory, problems);
        CheckResources("spec.routing.template.resources", spec.Routing.Template.Resources, problems);
        CheckSize("spec.limits.maxValue", spec.Limits.MaxValue, Value, problems);
        CheckSize("spec.limits.clientQueryBuffer", spec.Limits.ClientQueryBuffer, QueryBuffer, problems);
        CheckSize("spec.limits.clientOutputBuffer", spec.Limits.ClientOutputBuffer, OutputBuffer, problems);
        return problems;
    }

    private static void CheckParameters(RoutingSpec routing, List<SpecProblem> problems)
    {
        var parameters = routing.Parameters ?? new Dictionary<string, double>();
        if (parameters.Count > TopologyLimits.MaxSchedulerParameters)
        {
            problems.Add(new SpecProblem(
                Reasons.SchedulerParameterInvalid,
                $"spec.routing.parameters has {parameters.Count} members, it may have {TopologyLimits.MaxSchedulerParameters}"));
            return;
        }

        // The schedulers name a parameter by its place in a topology; people write it elsewhere.
        problems.AddRange(SchedulerFactory.Problems(new SchedulerSpec { Type = routing.Scheduler, Parameters = parameters })
            .Select(problem => new SpecProblem(
                Reasons.SchedulerParameterInvalid, problem.Replace("scheduler.parameters", "spec.routing.parameters", StringComparison.Ordinal))));
    }

    private static void CheckSize(string field, Quantity? value, QuantityRange range, List<SpecProblem> problems)
    {
        if (value is { } quantity)
            Add(problems, Reasons.LimitOutOfRange, range.Problem(field, quantity));
    }

    private static void CheckResources(string field, ResourceRequirements? resources, List<SpecProblem> problems)
    {
        foreach (var (name, value) in resources?.Limits ?? new Dictionary<string, Quantity>())
            Add(problems, Reasons.ResourceOutOfRange, Resource.Problem($"{field}.limits.{name}", value));
        foreach (var (name, value) in resources?.Requests ?? new Dictionary<string, Quantity>())
            Add(problems, Reasons.ResourceOutOfRange, Resource.Problem($"{field}.requests.{name}", value));
    }

    private static void CheckMemory(NodesSpec nodes, bool isEncrypted, List<SpecProblem> problems)
    {
        if (nodes.Memory > Memory.Most)
        {
            Add(problems, Reasons.MemoryTooLarge, Memory.Problem("spec.nodes.memory", nodes.Memory));
            return;
        }

        Add(problems, Reasons.MemoryTooSmall, Memory.Problem("spec.nodes.memory", nodes.Memory));
        if (nodes.Template.Resources?.Limits?.TryGetValue("memory", out var limit) == true && limit <= nodes.Memory)
        {
            problems.Add(new SpecProblem(
                Reasons.MemoryLimitTooSmall,
                $"spec.nodes.template.resources.limits.memory is {QuantityRange.Shown(limit)}, no more than spec.nodes.memory, {nodes.Memory}: "
                + $"a full cache would be killed; the derived limit is {NodeMemory.PodLimit(nodes.Memory.ToInt64(), isEncrypted)}"));
        }
    }

    private static void Add(List<SpecProblem> problems, string reason, string? message)
    {
        if (message is not null)
            problems.Add(new SpecProblem(reason, message));
    }
}
