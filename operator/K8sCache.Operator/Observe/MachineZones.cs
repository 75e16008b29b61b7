using System.Collections.Concurrent;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Observe;

/// <summary>
/// Zones of machines, for Kubernetes versions that do not label pods with theirs. A machine's zone does not change, so
/// each is asked for once.
/// </summary>
public sealed class MachineZones(IKubernetesClient client)
{
    private readonly ConcurrentDictionary<string, string> _zones = new(StringComparer.Ordinal);

    public async Task<string?> ZoneOfAsync(ObservedPod pod, CancellationToken cancellationToken)
    {
        if (pod.ZoneLabel is { Length: > 0 } || pod.MachineName is not { Length: > 0 } name)
            return pod.ZoneLabel is { Length: > 0 } label ? label : null;
        if (!_zones.TryGetValue(name, out var zone))
        {
            zone = await AskAsync(name, cancellationToken);
            _zones[name] = zone;
        }

        return zone.Length > 0 ? zone : null;
    }

    /// <summary>Zones are an improvement, not a need: an operator that may not read machines does without.</summary>
    private async Task<string> AskAsync(string machineName, CancellationToken cancellationToken)
    {
        try
        {
            var machine = await client.FindAsync<V1Node>(machineName, cancellationToken: cancellationToken);
            return machine?.GetLabel(Labels.Zone) ?? "";
        }
        catch (ApiException error) when (error.IsForbidden)
        {
            return "";
        }
    }
}
