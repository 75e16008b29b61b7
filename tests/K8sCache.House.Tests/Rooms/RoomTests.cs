namespace K8sCache.House.Tests.Rooms;

/// <summary>Inside a project, too, who knows whom is decided, not grown: folders are rooms that depend one way.</summary>
public sealed class RoomTests
{
    private const int ShownUses = 5;

    public static TheoryData<string> Projects
        => [.. Repository.ProjectFiles.Select(Repository.Relative).Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Rooms_know_only_what_the_plan_allows(string project)
    {
        var plan = RoomPlan.All.SingleOrDefault(plan => plan.Project == Path.GetDirectoryName(project));
        Assert.True(plan is not null, $"{RoomPlan.DataFile} has no rooms for {project}: write down what each folder may know");
        var uses = new RoomUses(Repository.PathOf(project));
        Problems.None(uses.Unread);
        Problems.None(Wrong(plan, uses));
    }

    [Fact]
    public void What_the_plan_allows_has_no_cycle()
        => Assert.All(RoomPlan.All, plan =>
        {
            var placed = new HashSet<string>();
            var open = plan.MayKnow.Keys.ToHashSet();
            while (open.Where(room => plan.MayKnow[room].All(placed.Contains)).ToList() is { Count: > 0 } next)
            {
                placed.UnionWith(next);
                open.ExceptWith(next);
            }
            Assert.True(open.Count == 0, $"{RoomPlan.DataFile} lets rooms of {plan.Project} know each other in a circle, or rooms that it does not list: "
                + string.Join("; ", open.Select(room => $"{room}: {string.Join(' ', plan.MayKnow[room].Except(placed))}")));
        });

    private static IEnumerable<string> Wrong(RoomPlan plan, RoomUses uses)
    {
        foreach (var edge in uses.Edges.Where(edge => !plan.Allows(edge) && !plan.NotYet.Contains(edge)).OrderBy(edge => edge.ToString(), StringComparer.Ordinal))
        {
            var why = uses.Why(edge).ToList();
            var allowed = plan.MayKnow.TryGetValue(edge.From, out var rooms) && rooms.Count > 0 ? string.Join(", ", rooms) : "no other room";
            yield return $"{plan.Project}: {edge}: {string.Join(", ", why.Take(ShownUses))}{(why.Count > ShownUses ? $" and {why.Count - ShownUses} more" : "")}; "
                + $"{edge.From} may know {allowed}";
        }
        foreach (var edge in plan.NotYet.Where(edge => !uses.Edges.Contains(edge)))
        {
            yield return $"{plan.Project}: {edge} is gone: strike it out of {RoomPlan.DataFile}";
        }
        foreach (var edge in plan.NotYet.Where(plan.Allows))
        {
            yield return $"{plan.Project}: {edge} is allowed: strike it out of what is not yet right in {RoomPlan.DataFile}";
        }
        foreach (var room in uses.Rooms.Except(plan.MayKnow.Keys))
        {
            yield return $"{plan.Project}/{room} is a room that {RoomPlan.DataFile} does not list";
        }
        foreach (var room in plan.MayKnow.Keys.Except(uses.Rooms))
        {
            yield return $"{plan.Project}/{room} is listed in {RoomPlan.DataFile} and does not exist";
        }
        foreach (var (room, known) in plan.MayKnow)
        {
            foreach (var unused in known.Where(to => !uses.Edges.Contains(new(room, to))))
            {
                yield return $"{plan.Project}: {room} knows nothing of {unused} any more: strike it out of {RoomPlan.DataFile}";
            }
        }
    }
}
