using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Serving.Configuration;

/// <summary>CONFIG GET: those parameters whose names match any of the request's patterns.</summary>
public static class ConfigReply
{
    private const int FirstPattern = 2;

    public static void Write(in RespRequest request, IEnumerable<(string Name, string Value)> parameters, RespWriter reply)
    {
        var matching = new List<(string Name, string Value)>();
        foreach (var parameter in parameters)
        {
            if (MatchesAny(request, Encoding.ASCII.GetBytes(parameter.Name)))
                matching.Add(parameter);
        }

        reply.WriteMapHeader(matching.Count);
        foreach (var (name, value) in matching)
        {
            reply.WriteBulkString(name);
            reply.WriteBulkString(value);
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
