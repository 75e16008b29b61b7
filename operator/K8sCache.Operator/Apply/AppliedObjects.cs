namespace K8sCache.Operator.Apply;

/// <summary>What came of applying a cluster's objects.</summary>
/// <param name="Written">Those that were not as wished and are now, as <c>Kind name</c>.</param>
/// <param name="Refused">What the API server said of each that it does not take.</param>
public sealed record AppliedObjects(IReadOnlyList<string> Written, IReadOnlyList<string> Refused);
