namespace K8sCache.Operator.Tests.Observe;

/// <summary>Tests that no other may run beside.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
