namespace K8sCache.Transport.Tests;

/// <summary>For tests that measure the whole process: nothing runs beside them.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
