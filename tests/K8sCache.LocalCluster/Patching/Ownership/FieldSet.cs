namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>
/// A set of field paths: a trie whose edges are path elements in their FieldsV1 form (<c>f:name</c>,
/// <c>k:{"name":"x"}</c>, <c>v:"x"</c>). A path in the set says nothing of the paths below it. Immutable in use:
/// operations return new sets; only <see cref="Insert"/> changes one while it is built.
/// Semantics follow sigs.k8s.io/structured-merge-diff, fieldpath.Set.
/// </summary>
public sealed class FieldSet
{
    private readonly SortedSet<string> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Members => _members;

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => _members.Count == 0 && _children.Values.All(c => c.IsEmpty);

    /// <summary>All paths, parents before what is below them.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths => Walk([]);

    public void Insert(params ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return;
        if (path.Length == 1)
            _members.Add(path[0]);
        else
            ChildOf(path[0]).Insert(path[1..]);
    }

    public bool Has(string element) => _members.Contains(element);

    /// <summary>What is below an element; empty for nothing.</summary>
    public FieldSet Below(string element) => _children.GetValueOrDefault(element) ?? new FieldSet();

    public FieldSet Union(FieldSet other)
    {
        var result = new FieldSet();
        result._members.UnionWith(_members);
        result._members.UnionWith(other._members);
        foreach (var key in _children.Keys.Union(other._children.Keys))
            result._children[key] = Below(key).Union(other.Below(key));
        return result;
    }

    public FieldSet Intersect(FieldSet other)
    {
        var result = new FieldSet();
        result._members.UnionWith(_members.Where(other._members.Contains));
        foreach (var (key, child) in _children)
            result.Adopt(key, child.Intersect(other.Below(key)));
        return result;
    }

    /// <summary>The paths that are not, exactly, in the other set.</summary>
    public FieldSet Except(FieldSet other)
    {
        var result = new FieldSet();
        result._members.UnionWith(_members.Where(m => !other._members.Contains(m)));
        foreach (var (key, child) in _children)
            result.Adopt(key, child.Except(other.Below(key)));
        return result;
    }

    /// <summary>Without an element and everything below it.</summary>
    public FieldSet ExceptTree(params ReadOnlySpan<string> path)
    {
        var removed = path[0];
        var whole = path.Length == 1;
        var result = new FieldSet();
        result._members.UnionWith(_members.Where(m => m != removed || !whole));
        foreach (var (key, child) in _children)
        {
            if (key != removed)
                result.Adopt(key, child);
            else if (!whole)
                result.Adopt(key, child.ExceptTree(path[1..]));
        }
        return result;
    }

    /// <summary>Only an element and everything below it.</summary>
    public FieldSet OnlyTree(string element)
    {
        var result = new FieldSet();
        if (Has(element))
            result._members.Add(element);
        result.Adopt(element, Below(element));
        return result;
    }

    /// <summary>
    /// With the declared fields on the way to each path: who owns <c>spec.config.a</c> also holds <c>spec</c> and
    /// <c>config</c> there. Map keys and list items are not added; they can be dangling.
    /// </summary>
    public FieldSet WithNamedParents(FieldSchema schema)
    {
        var result = new FieldSet();
        result._members.UnionWith(_members);
        foreach (var (key, child) in _children)
        {
            var name = PathElements.FieldName(key);
            if (name is not null && schema.Property(name) is not null)
                result._members.Add(key);
            result.Adopt(key, child.WithNamedParents(name is null ? schema.Items : schema.Field(name)));
        }
        return result;
    }

    public bool SameAs(FieldSet other) => Except(other).IsEmpty && other.Except(this).IsEmpty;

    internal FieldSet ChildOf(string element)
    {
        if (!_children.TryGetValue(element, out var child))
            _children[element] = child = new FieldSet();
        return child;
    }

    private void Adopt(string key, FieldSet child)
    {
        if (!child.IsEmpty)
            _children[key] = child;
    }

    private IEnumerable<IReadOnlyList<string>> Walk(IReadOnlyList<string> prefix)
    {
        foreach (var member in _members)
            yield return [.. prefix, member];
        foreach (var (key, child) in _children)
        {
            foreach (var path in child.Walk([.. prefix, key]))
                yield return path;
        }
    }
}
