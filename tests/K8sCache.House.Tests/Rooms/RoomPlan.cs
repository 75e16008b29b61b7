namespace K8sCache.House.Tests.Rooms;

/// <summary>What each folder of one project may know, and what it knows beside that until it is put right.</summary>
/// <param name="Project">The project's folder, from the repository's root.</param>
/// <param name="MayKnow">By room, the rooms whose types it may name.</param>
/// <param name="NotYet">Edges against the plan that are known. None may be added, and one that is gone is struck out.</param>
internal sealed record RoomPlan(string Project, IReadOnlyDictionary<string, IReadOnlyList<string>> MayKnow, IReadOnlySet<RoomEdge> NotYet)
{
    /// <summary>The plans written down in <c>rooms.txt</c>, whose head says how it is read.</summary>
    public static IReadOnlyList<RoomPlan> All { get; } = [.. Read(File.ReadLines(Repository.PathOf(DataFile)))];

    public const string DataFile = "tests/K8sCache.House.Tests/Rooms/rooms.txt";

    public bool Allows(RoomEdge edge) => MayKnow.TryGetValue(edge.From, out var rooms) && rooms.Contains(edge.To);

    private static IEnumerable<RoomPlan> Read(IEnumerable<string> lines)
    {
        string? project = null;
        Dictionary<string, IReadOnlyList<string>> mayKnow = [];
        HashSet<RoomEdge> notYet = [];
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (!char.IsWhiteSpace(line[0]))
            {
                if (project is not null)
                {
                    yield return new(project, mayKnow, notYet);
                }
                (project, mayKnow, notYet) = (line.Trim(), [], []);
            }
            else if (line.Split(" -> ") is [var from, var to])
            {
                Assert.True(notYet.Add(new(from.Trim(), to.Trim())), $"{DataFile} says twice: {line}");
            }
            else
            {
                var parts = line.Split(':');
                mayKnow.Add(parts[0].Trim(), parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }
        yield return new(project!, mayKnow, notYet);
    }
}
