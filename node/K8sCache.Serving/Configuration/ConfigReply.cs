using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Serving.Configuration;

/// <summary>CONFIG GET: those parameters whose names match any of the request's patterns.</summary>
public static class ConfigReply
{
    private const int FirstPattern = 2;

    public static void Write(in RespRequest request, IReadOnlyList<ConfigParameter> parameters, RespWriter reply)
    {
        var matching = new List<ConfigParameter>();
        foreach (var parameter in parameters)
        {
            if (MatchesAny(request, Encoding.ASCII.GetBytes(parameter.Name)))
                matching.Add(parameter);
        }

        reply.WriteMapHeader(matching.Count);
        foreach (var parameter in matching)
        {
            reply.WriteBulkString(parameter.Name);
            reply.WriteBulkString(parameter.Get());
        }
    }

    private static bool MatchesAny(in RespRequest request, ReadOnlySpan<byte> name)
    {
        for (var index = FirstPattern; index < request.Count; index++)
        {
            if (GlobPattern.Matches(request[index], name, ignoreCase: true))
                return true;
        }

        return false;
    }
}
