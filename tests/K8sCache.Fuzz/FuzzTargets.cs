using K8sCache.Resp.Commands;

namespace K8sCache.Fuzz;

/// <summary>All targets; each needs a test of its name in FuzzTargetTests.</summary>
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

    public static IReadOnlyList<IFuzzTarget> All { get; } = [.. Wire, .. Families];
}
