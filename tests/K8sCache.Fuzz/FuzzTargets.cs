namespace K8sCache.Fuzz;

/// <summary>All targets; each needs a test of its name in FuzzTargetTests.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
        [new RequestParserTarget(), new ReplyScannerTarget(), new WriterTarget(), new GlobTarget(), new CommandTableTarget()];
}
