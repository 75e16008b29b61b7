using System.Collections.Immutable;

namespace K8sCache.LocalCluster.Api;

/// <summary>
/// The resources the server offers now. Built-ins are added at start, those of CRDs come and go; readers see one
/// immutable snapshot, so a request keeps the definition it began with.
/// </summary>
public sealed class ResourceRegistry
{
    private ImmutableList<ResourceDefinition> _definitions = [];

    /// <summary>Raised after each change, on the thread that made it: discovery and OpenAPI drop their caches.</summary>
    public event Action? Changed;

    public IReadOnlyList<ResourceDefinition> All => Volatile.Read(ref _definitions);

    public ResourceDefinition? Find(string group, string version, string plural) =>
        All.FirstOrDefault(d => d.Plural == plural && d.Group == group && d.Version == version);

    /// <summary>The first version registered of a resource, which is the preferred one.</summary>
    public ResourceDefinition? Find(GroupResource resource) =>
        All.FirstOrDefault(d => d.Plural == resource.Plural && d.Group == resource.Group);

    public ResourceDefinition? FindKind(string group, string version, string kind) =>
        All.FirstOrDefault(d => d.Kind == kind && d.Group == group && d.Version == version);

    public bool HasGroupVersion(string group, string version) => All.Any(d => d.Group == group && d.Version == version);

    /// <summary>Adds definitions, each replacing the one of the same group, version and plural in its place.</summary>
    public void Add(params IEnumerable<ResourceDefinition> definitions)
    {
        var added = definitions.ToList();
        ImmutableInterlocked.Update(ref _definitions, current => added.Aggregate(current, Put));
        Changed?.Invoke();
    }

    /// <summary>Removes every version of a resource.</summary>
    public void Remove(GroupResource resource)
    {
        ImmutableInterlocked.Update(ref _definitions, current => current.RemoveAll(d => d.Resource == resource));
        Changed?.Invoke();
    }

    private static ImmutableList<ResourceDefinition> Put(ImmutableList<ResourceDefinition> list, ResourceDefinition added)
    {
        var index = list.FindIndex(d => d.Resource == added.Resource && d.Version == added.Version);
        return index < 0 ? list.Add(added) : list.SetItem(index, added);
    }
}
