namespace K8sCache.House.Tests;

/// <summary>What a rule found wrong: all of it is said, one a line.</summary>
internal static class Problems
{
    public static void None(IEnumerable<string> problems)
    {
        var found = problems.Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
