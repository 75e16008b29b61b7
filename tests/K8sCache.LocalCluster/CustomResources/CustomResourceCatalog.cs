using System.Collections.Immutable;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>The custom resources there are, as one immutable snapshot; written by <see cref="CrdController"/>.</summary>
internal sealed class CustomResourceCatalog
{
    private ImmutableDictionary<GroupResource, CustomResource> _resources = ImmutableDictionary<GroupResource, CustomResource>.Empty;

    public IEnumerable<CustomResource> All => Volatile.Read(ref _resources).Values;

    public CustomResource? Find(GroupResource resource) => Volatile.Read(ref _resources).GetValueOrDefault(resource);

    public CustomResourceVersion? Find(ResourceDefinition definition) => Find(definition.Resource)?.Find(definition.Version);

    public void Put(CustomResource resource) =>
        ImmutableInterlocked.AddOrUpdate(ref _resources, resource.Resource, resource, (_, _) => resource);

    public void Remove(GroupResource resource) => ImmutableInterlocked.TryRemove(ref _resources, resource, out _);
}
