using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>Nothing is created in a namespace that is missing or going away.</summary>
internal static class NamespaceLifecycle
{
    public static void Check(ApiCore core, WriteRequest request, string name)
    {
        if (!request.Resource.Namespaced)
            return;
        var ns = request.Namespace;
        var stored = core.Store.Find(new Storage.StoreKey(KnownResources.Namespaces, "", ns))
            ?? throw Errors.NotFound(KnownResources.Namespaces, ns);
        if (stored.Parse().IsDeleting())
        {
            throw Errors.Forbidden(
                request.Resource.Resource,
                name,
                $"unable to create new content in namespace {ns} because it is being terminated",
                new StatusCause("NamespaceTerminating", $"namespace {ns} is being terminated", "metadata.namespace"));
        }
    }
}
