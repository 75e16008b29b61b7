using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Topology;

/// <summary>A valid document, or every problem found in its text.</summary>
public sealed record TopologyParseResult
{
    public TopologyDocument? Document { get; init; }

    public IReadOnlyList<string> Problems { get; init; } = [];

    [MemberNotNullWhen(true, nameof(Document))]
    public bool IsValid => Document is not null;
}
