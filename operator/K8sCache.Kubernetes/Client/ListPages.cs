using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>Lists of any length.</summary>
public static class ListPages
{
    /// <summary>
    /// All objects, page after page; the list's resourceVersion is that of the first page, where the others were
    /// taken at too.
    /// </summary>
    public static Task<ObjectList<T>> ListAsync<T>(
        this IKubernetesClient client, string? namespaceName = null, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        client.ListAsync<T>(namespaceName, options, obj => obj, cancellationToken);

    /// <param name="client">The API.</param>
    /// <param name="namespaceName">Null: all namespaces, or a cluster-scoped kind.</param>
    /// <param name="options">Which objects.</param>
    /// <param name="keep">What is held of each: no more than a page is in memory whole.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ObjectList<T>> ListAsync<T>(
        this IKubernetesClient client, string? namespaceName, ListOptions? options, Func<T, T> keep, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var items = new List<T>();
        var undecodable = new List<UndecodableObject>();
        V1ListMeta? first = null;
        var next = options ?? new ListOptions();
        do
        {
            var page = await client.ListPageAsync<T>(namespaceName, next, cancellationToken);
            items.AddRange(page.Items.Select(keep));
            undecodable.AddRange(page.Undecodable);
            first ??= page.Metadata;
            next = next with { Continue = page.Metadata.ContinueProperty };
        }
        while (!string.IsNullOrEmpty(next.Continue));
        return new ObjectList<T>
        {
            Metadata = first with { ContinueProperty = null, RemainingItemCount = null },
            Items = items,
            Undecodable = undecodable,
        };
    }
}
