namespace K8sCache.House.Tests.Rooms;

/// <summary>A folder of a project that names what another folder declares.</summary>
/// <param name="From">The folder that knows the other.</param>
/// <param name="To">The folder that is known.</param>
internal readonly record struct RoomEdge(string From, string To)
{
    public override string ToString() => $"{From} -> {To}";
}
