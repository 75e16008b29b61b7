using K8sCache.Operator.Planning;

namespace K8sCache.Operator.Control;

/// <summary>What came of judging a resource's spec.</summary>
/// <param name="Problems">Why it cannot be gone by; empty where it can.</param>
/// <param name="Care">What is to be done by it, or else by the spec in force before; null where there is none.</param>
internal sealed record Verdict(IReadOnlyList<SpecProblem> Problems, CarePlan? Care);
