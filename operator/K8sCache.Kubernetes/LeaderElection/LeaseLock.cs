using k8s.Models;
using K8sCache.Kubernetes.Client;

namespace K8sCache.Kubernetes.LeaderElection;

/// <summary>One contender's view of the lease, and its tries to take, keep and release it.</summary>
/// <remarks>
/// Safe against clock skew: a lease counts as expired by how long this process has seen it unchanged, never by comparing
/// its times with the local clock. Safe against races: every write carries the resourceVersion it is based on.
/// Source: client-go, <c>tools/leaderelection</c>. Not safe for concurrent use.
/// </remarks>
internal sealed class LeaseLock(IKubernetesClient client, LeaderElectionOptions options, TimeProvider timeProvider)
{
    private V1Lease? _seen;
    private long _seenSince;

    public bool IsHeld => _seen?.Spec?.HolderIdentity == options.Identity;

    /// <summary>Who holds the lease, as far as seen; empty: nobody.</summary>
    public string Holder => _seen?.Spec?.HolderIdentity ?? "";

    /// <summary>Whether this process holds the lease after the call.</summary>
    public async Task<bool> TryAcquireOrRenewAsync(CancellationToken cancellationToken)
    {
        // The holder knows what it wrote last: one call renews, unless somebody else wrote since.
        if (IsHeld && await TryWriteAsync(_seen!, cancellationToken))
            return true;

        var lease = await client.FindAsync<V1Lease>(options.LeaseName, options.Namespace, cancellationToken);
        if (lease is null)
            return await TryCreateAsync(cancellationToken);
        Observe(lease);
        if (!IsHeld && Holder.Length > 0 && !HasExpired(lease))
            return false;
        return await TryWriteAsync(lease, cancellationToken);
    }

    /// <summary>Lets the next contender in without waiting for the lease to expire.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!IsHeld)
            return;
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var spec = _seen!.Spec with
        {
            HolderIdentity = "",
            // The shortest the API takes: what client-go writes too.
            LeaseDurationSeconds = 1,
            AcquireTime = now,
            RenewTime = now,
        };
        await TryUpdateAsync(_seen with { Spec = spec }, cancellationToken);
    }

    private void Observe(V1Lease lease)
    {
        if (_seen is null || _seen.Metadata.ResourceVersion != lease.Metadata.ResourceVersion
            || _seen.Metadata.Uid != lease.Metadata.Uid)
            _seenSince = timeProvider.GetTimestamp();
        _seen = lease;
    }

    private bool HasExpired(V1Lease lease)
    {
        var duration = lease.Spec?.LeaseDurationSeconds is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : options.LeaseDuration;
        return timeProvider.GetElapsedTime(_seenSince) >= duration;
    }

    private async Task<bool> TryCreateAsync(CancellationToken cancellationToken)
    {
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = options.LeaseName, NamespaceProperty = options.Namespace },
            Spec = Claim(new V1LeaseSpec()),
        };
        try
        {
            Observe(await client.CreateAsync(lease, cancellationToken: cancellationToken));
            return true;
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            return false;
        }
    }

    private Task<bool> TryWriteAsync(V1Lease lease, CancellationToken cancellationToken) =>
        TryUpdateAsync(lease with { Spec = Claim(lease.Spec ?? new V1LeaseSpec()) }, cancellationToken);

    private async Task<bool> TryUpdateAsync(V1Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            Observe(await client.UpdateAsync(lease, cancellationToken: cancellationToken));
            return true;
        }
        catch (ApiException error) when (error.IsConflict || error.IsNotFound)
        {
            // Somebody wrote or deleted it since: what was seen of it, and that we held it, no longer holds.
            _seen = null;
            return false;
        }
    }

    private V1LeaseSpec Claim(V1LeaseSpec current)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var isMine = current.HolderIdentity == options.Identity;
        return current with
        {
            HolderIdentity = options.Identity,
            LeaseDurationSeconds = (int)Math.Ceiling(options.LeaseDuration.TotalSeconds),
            AcquireTime = isMine ? current.AcquireTime : now,
            RenewTime = now,
            LeaseTransitions = current.HolderIdentity is null || isMine
                ? current.LeaseTransitions ?? 0
                : (current.LeaseTransitions ?? 0) + 1,
        };
    }
}
