using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace K8sCache.House.Tests.Rooms;

/// <summary>The sources of a product project, as the compiler reads them: every name with what it means.</summary>
internal static class SourceModel
{
    /// <summary>What the SDK's implicit usings bring into every file.</summary>
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.Parse);

    /// <summary>The assemblies this test program runs on: the frameworks, the packages, and our own.</summary>
    private static readonly Lazy<IReadOnlyList<(string Name, MetadataReference Reference)>> Assemblies = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path)))]);

    public static SyntaxTree Parse(string path) => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Parsing, path);

    /// <param name="projectFile">The project's path; its assembly's own build is not consulted, those of other projects are.</param>
    public static CSharpCompilation Of(string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        var name = Repository.NameOf(projectFile);
        var usings = ImplicitUsings.Concat(XDocument.Load(projectFile).Descendants("Using").Select(element => element.Attribute("Include")!.Value));
        var sources = Repository.SourceFiles(folder).Order(StringComparer.Ordinal)
            .Select(Parse)
            .Append(CSharpSyntaxTree.ParseText(string.Concat(usings.Select(space => $"global using global::{space};\n")), Parsing));
        return CSharpCompilation.Create(
            name,
            sources,
            Assemblies.Value.Where(assembly => assembly.Name != name).Select(assembly => assembly.Reference),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }
}
