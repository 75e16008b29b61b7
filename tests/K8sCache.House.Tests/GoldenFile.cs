namespace K8sCache.House.Tests;

/// <summary>A checked-in file, or a part of it, that code generates. <c>make golden</c> rewrites; otherwise it is compared.</summary>
internal static class GoldenFile
{
    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static void Check(string relative, string expected)
    {
        var path = Repository.PathOf(relative);
        if (IsUpdating)
        {
            File.WriteAllText(path, expected);
        }
        Assert.Equal(expected, File.Exists(path) ? File.ReadAllText(path) : "");
    }

    /// <summary>Checks what stands between <c>&lt;!-- name: …--&gt;</c> and the next <c>&lt;!-- end --&gt;</c>.</summary>
    public static void CheckBlock(string relative, string name, string expected)
    {
        var text = File.ReadAllText(Repository.PathOf(relative));
        var start = text.IndexOf($"<!-- {name}:", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{relative} has no block named {name}");
        start = text.IndexOf('\n', start) + 1;
        var end = text.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        Check(relative, $"{text[..start]}{expected}{text[end..]}");
    }
}
