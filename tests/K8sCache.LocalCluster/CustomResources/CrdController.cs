using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>
/// Follows CustomResourceDefinitions: accepts their names, serves their versions, and on deletion removes their objects,
/// then the resource, then lets the definition go.
/// </summary>
internal sealed class CrdController(IClusterApi api, ResourceRegistry registry, CustomResourceCatalog catalog, TimeProvider time)
{
    private const string Manager = "kube-apiserver";

    private readonly IClusterApi _api = api.As(Manager);

    /// <summary>Runs until cancelled. A conflict with another writer is settled by the event that the other write sends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var watch = _api.Watch(KnownResources.CustomResourceDefinitions, new WatchOptions(), cancellationToken);
        await foreach (var change in watch.Events.ReadAllAsync(cancellationToken))
        {
            try
            {
                if (change.Type == WatchEventType.Deleted) Withdraw(change.Object);
                else await ReconcileAsync(change.Object, cancellationToken);
            }
            catch (ApiException)
            {
                // Another writer was first, or made a definition that cannot stand: the event of that or of the next
                // change brings the definition here again. One bad definition must not stop the others.
            }
        }
    }

    private async Task ReconcileAsync(JsonObject crd, CancellationToken cancellationToken)
    {
        if (crd["metadata"]?["deletionTimestamp"] is not null)
        {
            await FinishAsync(crd, cancellationToken);
            return;
        }

        if (!CrdConditions.IsTrue(crd, "NamesAccepted"))
        {
            AcceptNames(crd);
            return;
        }

        // Serve first: whoever waits for Established may use it at once.
        Serve(crd);
        if (CrdConditions.Set(crd, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted", Now()))
            _api.UpdateStatus(KnownResources.CustomResourceDefinitions, crd);
    }

    private void AcceptNames(JsonObject crd)
    {
        var (accepted, reason, message) = CrdNames.Accept(crd, registry.All);
        var changed = CrdConditions.Set(
            crd, "NamesAccepted", reason is null ? "True" : "False", reason ?? "NoConflicts", message ?? "no conflicts found", Now());
        changed |= reason is null
            ? CrdConditions.Set(crd, "Established", "False", "Installing", "the initial names have been accepted", Now())
            : CrdConditions.Set(crd, "Established", "False", "NotAccepted", "not all names are accepted", Now());
        crd["status"]!["acceptedNames"] = accepted;
        if (changed) _api.UpdateStatus(KnownResources.CustomResourceDefinitions, crd);
    }

    private void Serve(JsonObject crd)
    {
        var resource = CustomResource.Compile(crd);
        catalog.Put(resource);
        var served = resource.Versions.Where(version => version.Served).Select(version => version.Definition).ToList();
        var isStale = registry.All.Any(known => known.Resource == resource.Resource && served.All(version => version.Version != known.Version));
        if (isStale) registry.Remove(resource.Resource);
        registry.Add(served);
    }

    private async Task FinishAsync(JsonObject crd, CancellationToken cancellationToken)
    {
        if (!JsonEdit.Texts(crd, "metadata.finalizers").Contains(CrdDeletion.Finalizer)) return;
        var resource = new GroupResource(JsonEdit.Text(crd, "spec.group"), JsonEdit.Text(crd, "spec.names.plural"));
        if (catalog.Find(resource) is { Terminating: false } custom) catalog.Put(custom with { Terminating = true });
        if (CrdConditions.Set(crd, "Terminating", "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress", Now()))
            crd = _api.UpdateStatus(KnownResources.CustomResourceDefinitions, crd);
        if (registry.Find(resource) is not null && CrdConditions.IsTrue(crd, "Established"))
            await DeleteInstancesAsync(resource, cancellationToken);
        var metadata = (JsonObject)crd["metadata"]!;
        var kept = JsonEdit.Texts(crd, "metadata.finalizers").Where(name => name != CrdDeletion.Finalizer).ToList();
        metadata["finalizers"] = new JsonArray([.. kept.Select(name => JsonValue.Create(name))]);
        _api.Update(KnownResources.CustomResourceDefinitions, crd);
    }

    /// <summary>Deletes all objects and waits until the last is gone: finalizers of others may hold them.</summary>
    private async Task DeleteInstancesAsync(GroupResource resource, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = _api.Watch(resource, new WatchOptions(), done.Token);
        foreach (var instance in _api.List(resource).Items)
        {
            try
            {
                _api.Delete(resource, JsonEdit.Text(instance, "metadata.namespace"), JsonEdit.Text(instance, "metadata.name"));
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Gone already.
            }
        }

        while (_api.List(resource).Items.Count > 0) await watch.Events.ReadAsync(cancellationToken);
        await done.CancelAsync();
    }

    private void Withdraw(JsonObject crd)
    {
        var resource = new GroupResource(JsonEdit.Text(crd, "spec.group"), JsonEdit.Text(crd, "spec.names.plural"));
        if (!CrdConditions.IsTrue(crd, "NamesAccepted")) return;
        registry.Remove(resource);
        catalog.Remove(resource);
    }

    private string Now() => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
