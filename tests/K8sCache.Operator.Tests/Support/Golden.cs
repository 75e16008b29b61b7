namespace K8sCache.Operator.Tests.Support;

/// <summary>
/// Files that generated text must equal byte for byte. With <c>UPDATE_GOLDEN=1</c> in the environment they are
/// rewritten instead; the change is then reviewed as a diff.
/// </summary>
internal static class Golden
{
    public static void Check(string path, string actual)
    {
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(
            expected == actual,
            $"{Path.GetRelativePath(Repository.Root, path)} differs from what is generated (UPDATE_GOLDEN=1 rewrites it):\n{FirstDifference(expected, actual)}");
    }

    /// <summary>Compares a folder's YAML files, by name, with what is generated: none missing, none left over.</summary>
    public static void CheckFolder(string folder, IReadOnlyDictionary<string, string> actual)
    {
        var present = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
        var stale = present.Where(path => !actual.ContainsKey(Path.GetFileName(path))).ToArray();
        if (Updating)
        {
            foreach (var path in stale)
                File.Delete(path);
            stale = [];
        }

        foreach (var (name, text) in actual)
            Check(Path.Combine(folder, name), text);
        Assert.Empty(stale);
    }

    private static bool Updating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}\n  checked in: {left.ElementAtOrDefault(line)}\n  generated:  {right.ElementAtOrDefault(line)}";
    }
}
