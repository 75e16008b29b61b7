using System.Text;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>CLIENT LIST, INFO and KILL: connections looked up by what they are.</summary>
internal static class ClientListHandlers
{
    private const int FirstFilter = 2;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ClientInfo] = (ClientSession session, in RespRequest request) => Write(session, [session]),
        [CommandId.ClientList] = List,
        [CommandId.ClientKill] = Kill,
    };

    private static void Write(ClientSession session, IEnumerable<ClientSession> clients)
    {
        var lines = new StringBuilder();
        foreach (var client in clients)
            lines.Append(client.Identity.Describe(session.Node.Time, (int)client.Version, client.Facts)).Append('\n');
        session.Reply.WriteVerbatimString("txt"u8, Encoding.Latin1.GetBytes(lines.ToString()));
    }

    private static void List(ClientSession session, in RespRequest request)
    {
        var filter = new ClientFilter();
        if (request.Count == 4 && request[2].Is("TYPE"u8))
        {
            if (!TryType(session, request[3], filter))
                return;
        }
        else if (request.Count > 3 && request[2].Is("ID"u8))
        {
            for (var i = 3; i < request.Count; i++)
            {
                if (!RespNumber.TryParse(request[i], out var id))
                {
                    session.Reply.WriteError("ERR Invalid client ID"u8);
                    return;
                }

                filter.Ids.Add(id);
            }
        }
        else if (request.Count != 2)
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        Write(session, session.Node.Clients.Sessions.Where(filter.Matches));
    }

    private static void Kill(ClientSession session, in RespRequest request)
    {
        var isOldForm = request.Count == 3;
        var filter = new ClientFilter { Address = isOldForm ? request[2].Text() : null };
        var skipsMe = !isOldForm;
        if (!isOldForm && !TryParse(session, request, filter, ref skipsMe))
            return;
        var found = session.Node.Clients.Sessions
            .Where(client => filter.Matches(client) && !(skipsMe && client == session)).ToList();
        foreach (var client in found.Where(client => client != session))
            client.KickLater(Load.ClosingReason.Killed);
        if (!isOldForm)
            session.Reply.WriteInteger(found.Count);
        else if (found.Count > 0)
            session.Reply.WriteOk();
        else
            session.Reply.WriteError("ERR No such client"u8);
        if (found.Contains(session))
            session.CloseWhenAnswered();
    }

    private static bool TryParse(ClientSession session, in RespRequest request, ClientFilter filter, ref bool skipsMe)
    {
        for (var i = FirstFilter; i < request.Count; i += 2)
        {
            var value = i + 1 < request.Count ? request[i + 1] : default;
            if (i + 1 == request.Count)
                return Refuse(session, RedisErrors.Syntax);
            if (request[i].Is("ID"u8))
            {
                if (!RespNumber.TryParse(value, out var id) || id < 1)
                    return Refuse(session, "ERR client-id should be greater than 0"u8);
                filter.Ids.Clear();
                filter.Ids.Add(id);
            }
            else if (request[i].Is("TYPE"u8))
            {
                if (!TryType(session, value, filter))
                    return false;
            }
            else if (request[i].Is("ADDR"u8))
                filter.Address = value.Text();
            else if (request[i].Is("LADDR"u8))
                filter.LocalAddress = value.Text();
            else if (request[i].Is("USER"u8))
            {
                if (!value.SequenceEqual(Password.UserName))
                    return Refuse(session, Encoding.Latin1.GetBytes($"ERR No such user '{value.Text()}'"));
            }
            else if (request[i].Is("SKIPME"u8) && (value.Is("YES"u8) || value.Is("NO"u8)))
                skipsMe = value.Is("YES"u8);
            else
                return Refuse(session, RedisErrors.Syntax);
        }

        return true;
    }

    private static bool TryType(ClientSession session, ReadOnlySpan<byte> type, ClientFilter filter)
    {
        filter.Type = type.Text().ToUpperInvariant();
        return filter.Type is "NORMAL" or "MASTER" or "REPLICA" or "SLAVE" or "PUBSUB"
            || Refuse(session, Encoding.Latin1.GetBytes($"ERR Unknown client type '{type.Text()}'"));
    }

    private static bool Refuse(ClientSession session, ReadOnlySpan<byte> error)
    {
        session.Reply.WriteError(error);
        return false;
    }
}
