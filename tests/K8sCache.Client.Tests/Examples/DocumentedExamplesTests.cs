using System.Text;
using System.Text.RegularExpressions;

namespace K8sCache.Client.Tests.Examples;

/// <summary>What docs/client.md shows is what the tests beside this file run.</summary>
public sealed partial class DocumentedExamplesTests
{
    [Fact]
    public void Every_example_of_the_document_is_run_by_a_test_and_the_other_way_round()
    {
        var document = File.ReadAllText(PathOf("docs/client.md"));
        var shown = Shown().Matches(document).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["code"].Value);
        var run = Directory.EnumerateFiles(PathOf("tests/K8sCache.Client.Tests/Examples"), "*.cs").SelectMany(file => Run().Matches(File.ReadAllText(file)))
            .ToDictionary(match => match.Groups["name"].Value, match => Unindented(match.Groups["code"].Value));
        Assert.Equal(run.Keys.Order(), shown.Keys.Order());
        foreach (var (name, code) in run)
            Assert.Equal(code, shown[name]);
        Assert.Equal(shown.Count, document.Split("```csharp").Length - 1);
    }

    private static string Unindented(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line.Length == 0 ? "" : line[indent..]).Append('\n');
        return text.ToString();
    }

    /// <summary>A path in the repository these tests run from.</summary>
    internal static string PathOf(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "K8sCache.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from inside the repository.");
        return Path.Combine(folder.FullName, relative);
    }

    [GeneratedRegex(@"<!-- example: (?<name>[\w-]+) -->\n```csharp\n(?<code>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"^ *// example: (?<name>[\w-]+)\n(?<code>.*?)\n *// end$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Run();
}
