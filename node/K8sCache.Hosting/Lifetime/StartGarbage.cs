namespace K8sCache.Hosting.Lifetime;

/// <summary>
/// What starting left behind: reading options and setting up the admin port allocate some five megabytes that nothing holds any more, and
/// a process that then allocates next to nothing would keep them in RAM until its first collection, perhaps for days.
/// </summary>
public static class StartGarbage
{
    /// <summary>Collects it and gives its memory back to the system: once, when the program has started; takes a few milliseconds.</summary>
    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
