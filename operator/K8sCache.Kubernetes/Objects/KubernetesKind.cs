using System.Collections.Concurrent;
using System.Reflection;
using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>What the API calls a kind, and where it keeps its objects.</summary>
public sealed record KubernetesKind(string Group, string Version, string Kind, string Plural)
{
    private static readonly ConcurrentDictionary<Type, KubernetesKind?> Known = new();

    /// <summary>Group and version as objects write them: <c>v1</c>, <c>apps/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <exception cref="InvalidOperationException">The type has no <see cref="KubernetesEntityAttribute"/>.</exception>
    public static KubernetesKind Of<T>() => Of(typeof(T));

    /// <exception cref="InvalidOperationException">The type has no <see cref="KubernetesEntityAttribute"/>.</exception>
    public static KubernetesKind Of(Type type) =>
        Find(type) ?? throw new InvalidOperationException($"{type} has no [KubernetesEntity] attribute.");

    /// <summary>Null: the type has no <see cref="KubernetesEntityAttribute"/>.</summary>
    /// <remarks>An attribute read from a type at hand: a native program keeps it, and nothing is looked up by name.</remarks>
    public static KubernetesKind? Find(Type type) => Known.GetOrAdd(type, Read);

    /// <param name="namespaceName">Null for kinds of the whole cluster, and for objects of all namespaces.</param>
    /// <param name="name">Null: the collection.</param>
    /// <param name="subresource">Such as <c>status</c>.</param>
    public string Path(string? namespaceName, string? name = null, string? subresource = null)
    {
        var path = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        if (!string.IsNullOrEmpty(namespaceName))
            path += $"/namespaces/{Uri.EscapeDataString(namespaceName)}";
        path += $"/{Plural}";
        if (name is not null)
            path += $"/{Uri.EscapeDataString(name)}";
        if (subresource is not null)
            path += $"/{subresource}";
        return path;
    }

    public override string ToString() => $"{ApiVersion} {Kind}";

    private static KubernetesKind? Read(Type type) =>
        type.GetCustomAttribute<KubernetesEntityAttribute>(inherit: false) is { } attribute
            ? new KubernetesKind(attribute.Group ?? "", attribute.ApiVersion, attribute.Kind, attribute.PluralName)
            : null;
}
