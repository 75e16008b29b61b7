namespace K8sCache.Storage.SortedSets;

/// <summary>What adding members came to.</summary>
/// <param name="Added">Members that are new.</param>
/// <param name="Updated">Members whose score is another now.</param>
/// <param name="Score">Score of the last member that met the conditions; null when none did.</param>
public readonly record struct SortedSetAdded(int Added, int Updated, double? Score);
