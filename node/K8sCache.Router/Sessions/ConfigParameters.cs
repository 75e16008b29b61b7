using System.Globalization;
using K8sCache.Resp;
using K8sCache.Resp.Commands;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>What CONFIG GET knows: the router's options under Redis' names, and what clients and benchmarks ask for.</summary>
internal static class ConfigParameters
{
    public static IEnumerable<(string Name, string Value)> Of(RouterContext context)
    {
        yield return ("appendonly", "no");
        yield return ("bind", context.Options.Bind.ToString());
        yield return ("databases", Text(RedisFacts.Databases));
        yield return ("io-threads", Text(context.Options.Threads));
        yield return ("maxclients", Text(context.Options.MaxClients));
        yield return ("maxmemory", "0");
        yield return ("port", Text(context.Options.Port));
        yield return ("proto-max-bulk-len", Text(RespLimits.Default.BulkBytesMax));
        yield return ("save", "");
        yield return ("timeout", "0");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
