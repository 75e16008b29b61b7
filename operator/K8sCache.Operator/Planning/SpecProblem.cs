namespace K8sCache.Operator.Planning;

/// <summary>Why a spec cannot be met, or a part of it has no effect.</summary>
/// <param name="Reason">One of the condition's reasons.</param>
/// <param name="Message">Names the field, its value and its limit.</param>
public sealed record SpecProblem(string Reason, string Message);
