using System.Reflection;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>
/// Sums up the <see cref="EntityRbacAttribute"/>s of classes: what the operator's role must allow, and nothing
/// more.
/// </summary>
public static class RbacCollector
{
    /// <summary>Rules ordered by group and resource, one for each resource.</summary>
    public static IReadOnlyList<RbacRule> Collect(IEnumerable<Type> types) =>
        [.. Rights(types)
            .GroupBy(right => (right.Group, right.Resource), right => right.Verbs)
            .OrderBy(group => group.Key.Group, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Resource, StringComparer.Ordinal)
            .Select(group => new RbacRule(
                group.Key.Group, group.Key.Resource, Names(group.Aggregate((left, right) => left | right))))];

    internal static RbacVerbs VerbsOn(Type entity, IEnumerable<Type> types)
    {
        var kind = KubernetesKind.Of(entity);
        return Rights(types)
            .Where(right => right.Group == kind.Group && right.Resource == kind.Plural)
            .Aggregate(RbacVerbs.None, (verbs, right) => verbs | right.Verbs);
    }

    private static IEnumerable<(string Group, string Resource, RbacVerbs Verbs)> Rights(IEnumerable<Type> types) =>
        from type in types
        from attribute in type.GetCustomAttributes<EntityRbacAttribute>()
        from entity in attribute.Entities
        let kind = KubernetesKind.Of(entity)
        let resource = attribute.Subresource is null ? kind.Plural : $"{kind.Plural}/{attribute.Subresource}"
        select (kind.Group, resource, attribute.Verbs);

    private static string Names(RbacVerbs verbs) => string.Join(
        ',',
        Enum.GetValues<RbacVerbs>()
            .Where(verb => int.PopCount((int)verb) == 1 && verbs.HasFlag(verb))
            .Select(verb => verb.ToString().ToLowerInvariant()));
}
