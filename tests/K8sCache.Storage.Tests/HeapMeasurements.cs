namespace K8sCache.Storage.Tests;

/// <summary>Tests that read the size of the whole heap run with no others beside them.</summary>
[CollectionDefinition("measures the heap", DisableParallelization = true)]
public sealed class HeapMeasurements;
