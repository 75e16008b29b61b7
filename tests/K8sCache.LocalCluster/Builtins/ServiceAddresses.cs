using System.Buffers.Binary;
using System.Net;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// Hands out cluster IPs and node ports, and carries the old ones over on updates that leave them out. An address of a
/// create that later fails stays taken: the range is large and the process short-lived.
/// </summary>
internal sealed class ServiceAddresses(IPNetwork network, Random random)
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<long> _nodePorts = [];

    public void Prepare(AdmissionContext context)
    {
        if (context.Object?["spec"] is not JsonObject spec) return;
        var old = context.OldObject?["spec"] as JsonObject;
        if (Text(spec, "type") == "ExternalName")
        {
            foreach (var field in new[] { "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy", "externalTrafficPolicy" })
                spec.Remove(field);
        }
        else
        {
            SetAddress(context, spec, old);
            Default(spec, "ipFamilies", new JsonArray("IPv4"));
            Default(spec, "ipFamilyPolicy", "SingleStack");
        }

        SetNodePorts(spec, old, context.DryRun);
        if (context.OldObject is null) Default(Child(context.Object, "status"), "loadBalancer", new JsonObject());
    }

    /// <summary>Frees what a deleted or changed Service no longer has.</summary>
    public void Release(JsonObject? before, JsonObject? after)
    {
        if (before?["spec"] is not JsonObject old) return;
        var address = Text(old, "clusterIP");
        lock (_gate)
        {
            if (after is null || Text(after, "spec.clusterIP") != address) _addresses.Remove(address);
            var kept = after is null ? [] : Objects(after, "spec.ports").Select(port => Number(port, "nodePort")).ToHashSet();
            foreach (var port in Objects(old, "ports").Select(port => Number(port, "nodePort")))
                if (port is { } number && !kept.Contains(number)) _nodePorts.Remove(number);
        }
    }

    private void SetAddress(AdmissionContext context, JsonObject spec, JsonObject? old)
    {
        var address = Text(spec, "clusterIP");
        if (address.Length == 0) address = Texts(spec, "clusterIPs").FirstOrDefault("");
        var oldAddress = old is null ? "" : Text(old, "clusterIP");
        if (address.Length == 0) address = oldAddress.Length > 0 ? oldAddress : Allocate(context.DryRun);
        else if (oldAddress.Length == 0 && address != "None") Take(context, address);
        spec["clusterIP"] = address;
        spec["clusterIPs"] = new JsonArray(address);
    }

    private string Allocate(bool dryRun)
    {
        lock (_gate)
        {
            while (true)
            {
                var candidate = Candidate();
                if (_addresses.Contains(candidate)) continue;
                if (!dryRun) _addresses.Add(candidate);
                return candidate;
            }
        }
    }

    private string Candidate()
    {
        var size = 1L << (32 - network.PrefixLength);
        var first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(first + random.NextInt64(1, size - 1)));
        return new IPAddress(bytes).ToString();
    }

    private void Take(AdmissionContext context, string address)
    {
        lock (_gate)
        {
            if (context.DryRun ? !_addresses.Contains(address) : _addresses.Add(address)) return;
        }

        var cause = FieldErrors.Invalid(
            "spec.clusterIPs", $"[\"{address}\"]", $"failed to allocate IP {address}: provided IP is already allocated");
        throw Errors.Invalid(context.Resource, context.Name, [cause]);
    }

    private void SetNodePorts(JsonObject spec, JsonObject? old, bool dryRun)
    {
        var isWanted = Text(spec, "type") is "NodePort" or "LoadBalancer";
        var oldPorts = old is null ? [] : Objects(old, "ports").ToList();
        foreach (var port in Objects(spec, "ports"))
        {
            if (!isWanted)
            {
                port.Remove("nodePort");
                continue;
            }

            var partner = oldPorts.FirstOrDefault(candidate => Number(candidate, "port") == Number(port, "port"));
            if (Number(port, "nodePort") is null or 0) port["nodePort"] = partner?["nodePort"]?.DeepClone() ?? NodePort(dryRun);
        }

        if (isWanted) return;
        spec.Remove("externalTrafficPolicy");
        spec.Remove("allocateLoadBalancerNodePorts");
    }

    private long NodePort(bool dryRun)
    {
        lock (_gate)
        {
            while (true)
            {
                var candidate = random.NextInt64(FirstNodePort, LastNodePort + 1);
                if (_nodePorts.Contains(candidate)) continue;
                if (!dryRun) _nodePorts.Add(candidate);
                return candidate;
            }
        }
    }
}
