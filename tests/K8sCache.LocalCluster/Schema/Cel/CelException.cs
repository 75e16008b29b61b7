namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>
/// An expression that could not be parsed, checked or evaluated. The evaluator uses it as CEL uses error values:
/// <c>&amp;&amp;</c>, <c>||</c> and the macros built on them absorb it where the other side decides the result.
/// </summary>
internal sealed class CelException(string message) : Exception(message);
