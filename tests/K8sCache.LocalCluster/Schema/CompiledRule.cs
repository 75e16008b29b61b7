using K8sCache.LocalCluster.Schema.Cel;

namespace K8sCache.LocalCluster.Schema;

/// <summary>A rule with its programs.</summary>
internal sealed record CompiledRule(ValidationRule Rule, CelProgram Program, CelProgram? MessageProgram);
