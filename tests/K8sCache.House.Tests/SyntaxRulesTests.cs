using System.Text.RegularExpressions;
using K8sCache.House.Tests.Rooms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace K8sCache.House.Tests;

/// <summary>How product code is written, as its syntax shows it.</summary>
public sealed partial class SyntaxRulesTests
{
    /// <summary>Error texts that are written twice as yet; only shrinks.</summary>
    private static readonly string[] KnownTwice =
    [
        "ERR LIMIT can't be negative",
        "ERR no such key",
        "ERR numkeys should be greater than 0",
        "ERR syntax error",
        "ERR timeout is negative",
        "ERR timeout is not an integer or out of range",
        "ERR value is out of range",
        "ERR value is out of range, must be positive",
        "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807",
    ];

    public static TheoryData<string> Folders => [.. Repository.ProductFolders];

    /// <summary>The projects whose types strangers compile against: what <c>make pack</c> makes.</summary>
    public static TheoryData<string> Packages
        => [.. Repository.ProjectFiles.Select(path => Path.GetDirectoryName(path)!)
            .Where(folder => File.Exists(Path.Combine(folder, "PublicAPI.Shipped.txt"))).Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_body_without_braces_is_one_line(string folder)
        => Problems.None(
            Nodes(folder).OfType<StatementSyntax>()
                .Where(statement => statement is not BlockSyntax && IsBody(statement) && LinesOf(statement) > 1)
                .Select(PlaceOf));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_public_type_of_a_package_says_what_it_is(string folder)
        => Problems.None(
            Nodes(folder).OfType<MemberDeclarationSyntax>()
                .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                .Where(type => type.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Where(member => member is not BaseNamespaceDeclarationSyntax)
                    .All(member => member.Modifiers.Any(SyntaxKind.PublicKeyword)))
                .GroupBy(NameOf)
                .Where(parts => !parts.Any(part => part.GetLeadingTrivia().Any(SyntaxKind.SingleLineDocumentationCommentTrivia)))
                .Select(parts => $"{PlaceOf(parts.First())}: {parts.Key}"));

    /// <summary>A text that clients know an error by has one home, so that node and router cannot come to say it differently.</summary>
    [Fact]
    public void An_error_text_stands_in_one_place()
    {
        var twice = Nodes("node").OfType<LiteralExpressionSyntax>()
            .Where(literal => ErrorText().IsMatch(literal.Token.ValueText))
            .GroupBy(literal => literal.Token.ValueText)
            .Where(places => places.Count() > 1)
            .ToDictionary(places => places.Key, places => string.Join(", ", places.Select(PlaceOf)));
        Problems.None(twice.Where(text => !KnownTwice.Contains(text.Key)).Select(text => $"\"{text.Key}\" stands in {text.Value}"));
        Problems.None(KnownTwice.Except(twice.Keys).Select(text => $"\"{text}\" stands in one place now: strike it out"));
    }

    private static IEnumerable<SyntaxNode> Nodes(string folder)
        => Repository.SourceFiles(folder).AsParallel().SelectMany(path => SourceModel.Parse(path).GetRoot().DescendantNodes());

    private static bool IsBody(StatementSyntax statement)
        => statement.Parent is IfStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax
               or DoStatementSyntax or FixedStatementSyntax or LockStatementSyntax or UsingStatementSyntax
            || (statement.Parent is ElseClauseSyntax && statement is not IfStatementSyntax);

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        TypeDeclarationSyntax declared => $"{declared.Identifier}{declared.TypeParameterList}",
        BaseTypeDeclarationSyntax declared => declared.Identifier.ToString(),
        _ => ((DelegateDeclarationSyntax)type).Identifier.ToString(),
    };

    private static string PlaceOf(SyntaxNode node)
        => $"{Repository.Relative(node.SyntaxTree.FilePath)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>As Redis writes them: a code in capitals, then what went wrong.</summary>
    [GeneratedRegex("^(?:BUSY|BUSYKEY|CLUSTERDOWN|CROSSSLOT|ERR|EXECABORT|LOADING|MISCONF|NOAUTH|NOPERM|NOPROTO|NOSCRIPT|OOM|READONLY|TRYAGAIN|UNBLOCKED"
        + "|UNKILLABLE|WRONGPASS|WRONGTYPE) \\w+ ")]
    private static partial Regex ErrorText();
}
