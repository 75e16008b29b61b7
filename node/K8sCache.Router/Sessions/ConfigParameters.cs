using System.Globalization;
using System.Text;
using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>What CONFIG GET knows: the router's options under Redis' names, and what clients and benchmarks ask for.</summary>
internal static class ConfigParameters
{
    public static void Write(RouterContext context, in RespRequest request, RespWriter reply)
    {
        var matching = new List<(string Name, string Value)>();
        foreach (var parameter in Of(context))
        {
            for (var index = 2; index < request.Count; index++)
            {
                if (GlobPattern.Matches(request[index], Encoding.ASCII.GetBytes(parameter.Name), ignoreCase: true))
                {
                    matching.Add(parameter);
                    break;
                }
            }
        }

        reply.WriteMapHeader(matching.Count);
        foreach (var (name, value) in matching)
        {
            reply.WriteBulkString(name);
            reply.WriteBulkString(value);
        }
    }

    private static IEnumerable<(string Name, string Value)> Of(RouterContext context)
    {
        yield return ("appendonly", "no");
        yield return ("bind", context.Options.Bind.ToString());
        yield return ("databases", "1");
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
