using System.Text;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Router.Sessions;

/// <summary>CLIENT KILL: closes connections by id or address, on whatever thread they are.</summary>
internal static class ClientKill
{
    private const int FirstFilter = 2;

    public static void Execute(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var isOldForm = request.Count == 3;
        var filters = new List<Func<ClientSession, bool>>();
        var skipsMe = !isOldForm;
        if (isOldForm)
        {
            var address = Encoding.Latin1.GetString(request[2]);
            filters.Add(client => client.Connection.RemoteEndPoint?.ToString() == address);
        }
        else if (!TryParse(request, filters, ref skipsMe, reply))
        {
            return;
        }

        var found = session.Loop.Context.Clients.Sessions
            .Where(client => filters.TrueForAll(filter => filter(client)) && !(skipsMe && client == session)).ToList();
        foreach (var client in found.Where(client => client != session))
            client.Loop.Events.Post(static state => ((ClientSession)state!).Kill(), client);
        if (!isOldForm)
            reply.WriteInteger(found.Count);
        else if (found.Count > 0)
            reply.WriteOk();
        else
            reply.WriteError("ERR No such client"u8);
        if (found.Contains(session))
            session.HasToLeave = true;
    }

    private static bool TryParse(in RespRequest request, List<Func<ClientSession, bool>> filters, ref bool skipsMe, RespWriter reply)
    {
        for (var index = FirstFilter; index < request.Count; index += 2)
        {
            if (index + 1 == request.Count)
                return Refuse(RedisErrors.Syntax, reply);
            var value = Encoding.Latin1.GetString(request[index + 1]);
            switch (Encoding.ASCII.GetString(request[index]).ToUpperInvariant())
            {
                case "ID":
                    if (!RespNumber.TryParse(request[index + 1], out var id) || id < 1)
                        return Refuse("ERR client-id should be greater than 0"u8, reply);
                    filters.Add(client => client.Id == id);
                    break;
                case "ADDR":
                    filters.Add(client => client.Connection.RemoteEndPoint?.ToString() == value);
                    break;
                case "LADDR":
                    filters.Add(client => client.Connection.LocalEndPoint?.ToString() == value);
                    break;
                case "TYPE":
                    var type = value.ToUpperInvariant();
                    if (type is not ("NORMAL" or "MASTER" or "REPLICA" or "SLAVE" or "PUBSUB"))
                        return Refuse(Encoding.Latin1.GetBytes($"ERR Unknown client type '{value}'"), reply);
                    filters.Add(_ => type == "NORMAL");
                    break;
                case "USER":
                    if (!request[index + 1].SequenceEqual(Password.UserName))
                        return Refuse(Encoding.Latin1.GetBytes($"ERR No such user '{value}'"), reply);
                    break;
                case "SKIPME" when value.ToUpperInvariant() is "YES" or "NO":
                    skipsMe = value.Equals("YES", StringComparison.OrdinalIgnoreCase);
                    break;
                default:
                    return Refuse(RedisErrors.Syntax, reply);
            }
        }

        return true;
    }

    private static bool Refuse(ReadOnlySpan<byte> error, RespWriter reply)
    {
        reply.WriteError(error);
        return false;
    }
}
