using K8sCache.Commands;

namespace K8sCache.Fuzz;

/// <summary>All targets; each needs a test of its name in a FuzzTargetTests.</summary>
public static class FuzzTargets
{
    /// <summary>What concerns the protocol alone.</summary>
    public static IReadOnlyList<IFuzzTarget> Wire { get; } =
        [new RequestParserTarget(), new ReplyScannerTarget(), new WriterTarget(), new GlobTarget(), new CommandTableTarget()];

    /// <summary>Each family of commands on entries, at a node.</summary>
    public static IReadOnlyList<IFuzzTarget> Families { get; } =
    [
        .. new[]
        {
            CommandGroup.Bitmap, CommandGroup.Generic, CommandGroup.Hash, CommandGroup.HyperLogLog, CommandGroup.List, CommandGroup.Set,
            CommandGroup.SortedSet, CommandGroup.String,
        }.Where(group => CommandTable.Default.Commands.Any(command => command.Group == group)).Select(group => new CommandFamilyTarget(group)),
    ];

    /// <summary>What a router splits and joins.</summary>
    public static IReadOnlyList<IFuzzTarget> Router { get; } = [new RouterTarget(breaks: false), new RouterTarget(breaks: true)];

    public static IReadOnlyList<IFuzzTarget> All { get; } = [.. Wire, .. Families, .. Router];
}
