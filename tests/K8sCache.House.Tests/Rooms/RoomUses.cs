using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace K8sCache.House.Tests.Rooms;

/// <summary>
/// Which rooms of a project know which, by what the compiler takes every name for: types named, inferred or made, and the members of types.
/// A room is a folder at the project's top, with all below it. What stands at the top itself puts the rooms together, so it may know all
/// of them; but a room that knows such a type knows, through it, what that type knows.
/// </summary>
internal sealed class RoomUses
{
    /// <summary>The project's top, which is no room.</summary>
    private const string Top = "";

    /// <summary>The compiler's words for a name it does not find: sources read wrongly show no uses at all.</summary>
    private static readonly string[] NotFound = ["CS0234", "CS0246"];

    private readonly Dictionary<RoomEdge, SortedSet<string>> _edges = [];
    private readonly string _folder;

    public RoomUses(string projectFile)
    {
        _folder = Path.GetDirectoryName(projectFile)!;
        var compilation = SourceModel.Of(projectFile);
        Unread = [.. compilation.GetDeclarationDiagnostics().Where(diagnostic => NotFound.Contains(diagnostic.Id)).Select(diagnostic => diagnostic.ToString())];
        var uses = compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).AsParallel().SelectMany(tree => UsesIn(tree, compilation)).ToHashSet();
        Rooms = compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).Select(tree => RoomOf(tree.FilePath)).Where(room => room != Top).ToHashSet();
        foreach (var (user, used) in uses)
        {
            Add(user, used, "");
        }
        AddWhatTheTopPassesOn(uses);
    }

    /// <summary>Names that were not found while reading the project: none, or the rest is not to be trusted.</summary>
    public IReadOnlyList<string> Unread { get; }

    public IReadOnlySet<string> Rooms { get; }

    public IEnumerable<RoomEdge> Edges => _edges.Keys;

    /// <summary>Who uses whom over an edge: <c>User uses Used</c>, with the way where it leads over the project's top.</summary>
    public IEnumerable<string> Why(RoomEdge edge) => _edges[edge];

    private void AddWhatTheTopPassesOn(HashSet<(Declared User, Declared Used)> uses)
    {
        var known = uses.ToLookup(use => use.User, use => use.Used);
        foreach (var (user, first) in uses.Where(use => use.User.Room != Top && use.Used.Room == Top))
        {
            var seen = new HashSet<Declared> { first };
            var open = new Queue<Declared>(seen);
            while (open.TryDequeue(out var through))
            {
                foreach (var next in known[through].Where(seen.Add))
                {
                    if (next.Room == Top)
                    {
                        open.Enqueue(next);
                    }
                    Add(user, next, $" through {through.Name}");
                }
            }
        }
    }

    private void Add(Declared user, Declared used, string way)
    {
        if (user.Room != Top && used.Room != Top && user.Room != used.Room)
        {
            var edge = new RoomEdge(user.Room, used.Room);
            if (!_edges.TryGetValue(edge, out var why))
            {
                _edges.Add(edge, why = new(StringComparer.Ordinal));
            }
            why.Add($"{user.Name} uses {used.Name}{way}");
        }
    }

    private HashSet<(Declared User, Declared Used)> UsesIn(SyntaxTree tree, CSharpCompilation compilation)
    {
        var model = compilation.GetSemanticModel(tree);
        var uses = new HashSet<(Declared, Declared)>();
        foreach (var type in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                     .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax))
        {
            var user = DeclaredBy(model.GetDeclaredSymbol(type)!)!.Value;
            foreach (var name in type.DescendantNodes().Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
            {
                if (DeclaredBy(model.GetSymbolInfo(name).Symbol) is { } used && used != user)
                {
                    uses.Add((user, used));
                }
            }
        }
        return uses;
    }

    /// <summary>The outermost type that declares a symbol, if that is in this project.</summary>
    private Declared? DeclaredBy(ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }
        return type?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath is { Length: > 0 } path
            ? new Declared(RoomOf(path), type.Name)
            : null;
    }

    private string RoomOf(string path)
    {
        var relative = Path.GetRelativePath(_folder, path);
        return relative.IndexOf('/') is > 0 and var end ? relative[..end] : Top;
    }

    private readonly record struct Declared(string Room, string Name);
}
