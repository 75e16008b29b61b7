using System.Text.RegularExpressions;

namespace K8sCache.House.Tests;

/// <summary>How product source files are cut.</summary>
public sealed partial class SourceRulesTests
{
    /// <summary>Past this a file has two reasons to change.</summary>
    private const int MaxFileLines = 400;

    /// <summary>Half of the files are at most this long.</summary>
    private const int MaxMedianFileLines = 90;

    public static TheoryData<string> Folders => [.. Repository.ProductFolders];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_file_holds_one_top_level_type_and_has_its_name(string folder)
    {
        var wrong = new List<string>();
        foreach (var path in Repository.SourceFiles(folder))
        {
            var types = TopLevelType().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value).Distinct().ToList();
            var expected = Path.GetFileNameWithoutExtension(path).Split('{')[0].Split('.')[0];
            if (types.Count > 1 || types.Count == 1 && types[0] != expected)
            {
                wrong.Add($"{Repository.Relative(path)}: {string.Join(", ", types)}");
            }
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Files_are_short(string folder)
    {
        var lengths = Repository.SourceFiles(folder).Select(path => (path, lines: File.ReadLines(path).Count())).ToList();
        Assert.Empty(lengths.Where(file => file.lines > MaxFileLines).Select(file => $"{Repository.Relative(file.path)}: {file.lines}"));
        Assert.InRange(lengths.Select(file => file.lines).Order().ElementAt(lengths.Count / 2), 1, MaxMedianFileLines);
    }

    [Fact]
    public void Wire_literals_live_in_the_protocol_project()
        => Assert.Empty(
            new[] { "node/K8sCache.Router" }
                .SelectMany(Repository.SourceFiles)
                .Where(path => Regex.IsMatch(File.ReadAllText(path), "\"[$*+:>%~_,#][^\"]*\\\\r\\\\n[^\"]*\"u8"))
                .Select(Repository.Relative));

    [Fact]
    public void Analyzers_are_not_switched_off_for_whole_projects()
        => Assert.Empty(
            Repository.ProductFolders.SelectMany(Repository.SourceFiles)
                .Where(path => Path.GetFileName(path) == "GlobalSuppressions.cs")
                .Select(Repository.Relative));

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?|delegate\s+[\w<>?\[\], ]+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
