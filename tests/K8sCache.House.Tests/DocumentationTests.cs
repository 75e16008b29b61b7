using System.Text.RegularExpressions;

namespace K8sCache.House.Tests;

/// <summary>What the documents say exists does.</summary>
public sealed partial class DocumentationTests
{
    private static IEnumerable<string> Documents
        => Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Append(Repository.PathOf("README.md"));

    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var broken = new List<string>();
        foreach (var document in Documents)
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                var target = link.Groups["target"].Value.Split('#')[0];
                if (target.Length > 0 && !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)))
                {
                    broken.Add($"{Repository.Relative(document)}: {target}");
                }
            }
        }
        Assert.Empty(broken);
    }

    [Fact]
    public void The_architecture_names_only_types_that_exist()
    {
        var source = string.Join('\n', Repository.ProductFolders.SelectMany(Repository.SourceFiles).Select(File.ReadAllText));
        var declared = Declaration().Matches(source).Select(match => match.Groups["name"].Value).ToHashSet();
        var text = File.ReadAllText(Repository.PathOf("docs/architecture.md"));
        var named = CodeSpan().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(declared));
    }

    [Fact]
    public void Each_of_the_three_ways_names_a_file_at_every_step()
    {
        var text = File.ReadAllText(Repository.PathOf("docs/architecture.md"));
        var ways = Regex.Split(text, "^## ", RegexOptions.Multiline).Where(part => Regex.IsMatch(part, "^[1-3]\\. ")).ToList();
        Assert.Equal(3, ways.Count);
        foreach (var way in ways)
        {
            var steps = Regex.Split(way, "^(?=\\d+\\. )", RegexOptions.Multiline).Skip(2).ToList();
            Assert.True(steps.Count >= 4, way);
            Assert.All(steps, step => Assert.Matches(@"\]\(\.\./[^)]+\.cs\)", step));
        }
    }

    [Fact]
    public void Every_make_command_a_document_names_exists()
    {
        var targets = Regex.Matches(File.ReadAllText(Repository.PathOf("Makefile")), @"^([a-z0-9-]+):", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var document in Documents)
        {
            var named = Regex.Matches(File.ReadAllText(document), @"(?:`|^)make ([a-z0-9-]+)", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value);
            Assert.Empty(named.Except(targets));
        }
    }

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    /// <summary>A type's name in backticks: capitalised, no spaces, maybe with type arguments.</summary>
    [GeneratedRegex(@"`(?<name>I?[A-Z][a-z]\w+[A-Z]\w*)(?:<[^`]*>)?`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record|delegate [\w<>?\[\]]+)\s+(?<name>\w+)")]
    private static partial Regex Declaration();
}
