using System.Globalization;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;

namespace K8sCache.Operator.Desired;

/// <summary>Limits as options of nodes and routers. Absent ones make none, so that defaults of a new version roll no pod.</summary>
internal static class LimitArguments
{
    /// <summary>What nodes and routers understand alike.</summary>
    public static IEnumerable<string> Of(LimitsSpec limits) =>
    [
        .. Number("--maxclients", limits.MaxClients),
        .. Duration("--timeout", limits.ClientTimeoutSeconds, "s"),
        .. Bytes("--proto-max-bulk-len", limits.MaxValue),
        .. Bytes("--client-query-buffer-limit", limits.ClientQueryBuffer),
        .. Bytes("--client-output-buffer-limit", limits.ClientOutputBuffer),
    ];

    public static IEnumerable<string> OfRouter(LimitsSpec limits) =>
        [.. Of(limits), .. Duration("--request-timeout", limits.RequestTimeoutMilliseconds, "ms")];

    private static IEnumerable<string> Number(string option, int? value) =>
        value is { } number ? [option, number.ToString(CultureInfo.InvariantCulture)] : [];

    private static IEnumerable<string> Duration(string option, int? value, string unit) =>
        value is { } number ? [option, $"{number.ToString(CultureInfo.InvariantCulture)}{unit}"] : [];

    private static IEnumerable<string> Bytes(string option, Quantity? value) =>
        value is { } quantity ? [option, quantity.ToInt64().ToString(CultureInfo.InvariantCulture)] : [];
}
