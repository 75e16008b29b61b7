using System.Text;
using K8sCache.Resp;

namespace K8sCache.Router.Sessions;

/// <summary>HELLO [2|3 [AUTH user password] [SETNAME name]]: switches the protocol version, and authenticates on the way.</summary>
internal static class HelloCommand
{
    public static void Execute(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var version = session.Version;
        if (request.Count > 1)
        {
            if (!RespNumber.TryParse(request[1], out var wanted))
            {
                reply.WriteError(ErrorTexts.ProtocolNotAnInteger);
                return;
            }

            if (wanted is not (2 or 3))
            {
                reply.WriteError(ErrorTexts.UnsupportedProtocol);
                return;
            }

            version = (RespVersion)wanted;
        }

        if (!TryOptions(session, request, reply, out var name))
            return;
        if (!session.IsAuthenticated)
        {
            reply.WriteError(ErrorTexts.HelloAuthenticationRequired);
            return;
        }

        session.Version = version;
        session.Name = name ?? session.Name;
        WriteGreeting(session, new RespWriter(reply.Output, version));
    }

    private static bool TryOptions(ClientSession session, in RespRequest request, RespWriter reply, out string? name)
    {
        name = null;
        for (var index = 2; index < request.Count; index++)
        {
            if (Ascii.EqualsIgnoreCase(request[index], "AUTH"u8) && index + 2 < request.Count)
            {
                if (!session.Loop.Context.Password.Accepts(request[index + 1], request[index + 2]))
                {
                    reply.WriteError(ErrorTexts.WrongPassword);
                    return false;
                }

                session.Authenticate();
                index += 2;
            }
            else if (Ascii.EqualsIgnoreCase(request[index], "SETNAME"u8) && index + 1 < request.Count)
            {
                if (!ClientCommands.IsValidName(request[++index]))
                {
                    reply.WriteError(ErrorTexts.InvalidClientName);
                    return false;
                }

                name = LocalCommands.Text(request[index]);
            }
            else
            {
                reply.WriteError($"ERR Syntax error in HELLO option '{LocalCommands.Text(request[index])}'");
                return false;
            }
        }

        return true;
    }

    private static void WriteGreeting(ClientSession session, RespWriter reply)
    {
        reply.WriteMapHeader(7);
        reply.WriteBulkString("server");
        reply.WriteBulkString("redis");
        reply.WriteBulkString("version");
        reply.WriteBulkString(ServerFacts.RedisVersion);
        reply.WriteBulkString("proto");
        reply.WriteInteger((int)session.Version);
        reply.WriteBulkString("id");
        reply.WriteInteger(session.Id);
        reply.WriteBulkString("mode");
        reply.WriteBulkString("standalone");
        reply.WriteBulkString("role");
        reply.WriteBulkString("master");
        reply.WriteBulkString("modules");
        reply.WriteArrayHeader(0);
    }
}
