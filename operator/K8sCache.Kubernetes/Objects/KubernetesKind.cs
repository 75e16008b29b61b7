using System.Collections.Concurrent;
using System.Reflection;

namespace K8sCache.Kubernetes.Objects;

/// <summary>Identity of a resource type and where the API server keeps it.</summary>
public sealed record KubernetesKind(string Group, string Version, string Kind, string Plural, EntityScope Scope)
{
    private static readonly ConcurrentDictionary<Type, KubernetesKind> Known = new();

    /// <summary><c>group/version</c>, or only the version for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>services</c> or <c>deployments.apps</c>: the name that RBAC, kubectl and CRDs use.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public static KubernetesKind Of<T>() => Of(typeof(T));

    /// <summary>The kind a model class declares.</summary>
    /// <exception cref="InvalidOperationException">
    /// The class has no <see cref="KubernetesEntityAttribute"/>.
    /// </exception>
    public static KubernetesKind Of(Type type) => Known.GetOrAdd(type, Read);

    /// <summary>URL path of the collection (no <paramref name="name"/>), an object, or its subresource.</summary>
    /// <remarks>Without <paramref name="namespaceName"/>: cluster-scoped, or the objects of all namespaces.</remarks>
    public string Path(string? namespaceName, string? name = null, string? subresource = null)
    {
        var path = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        if (Scope == EntityScope.Namespaced && !string.IsNullOrEmpty(namespaceName))
            path += $"/namespaces/{Uri.EscapeDataString(namespaceName)}";
        path += $"/{Plural}";
        if (name is not null)
            path += $"/{Uri.EscapeDataString(name)}";
        if (subresource is not null)
            path += $"/{subresource}";
        return path;
    }

    public override string ToString() => $"{ApiVersion} {Kind}";

    private static KubernetesKind Read(Type type)
    {
        var attribute = type.GetCustomAttribute<KubernetesEntityAttribute>(inherit: false)
            ?? throw new InvalidOperationException($"{type} has no [KubernetesEntity] attribute.");
        return new KubernetesKind(
            attribute.Group, attribute.ApiVersion, attribute.Kind, attribute.PluralName, attribute.Scope);
    }
}
