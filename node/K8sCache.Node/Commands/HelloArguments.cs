using K8sCache.Node.Sessions;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>HELLO [2|3 [AUTH user password] [SETNAME name]]; authenticates on the way.</summary>
internal static class HelloArguments
{
    /// <summary>False when an error was written.</summary>
    public static bool TryParse(in RespRequest request, ClientSession session, out RespVersion version, out string? name)
    {
        version = session.Version;
        name = null;
        var reply = session.Reply;
        if (request.Count > 1)
        {
            if (!RespNumber.TryParse(request[1], out var wanted))
            {
                reply.WriteError(ErrorTexts.ProtocolNotAnInteger);
                return false;
            }

            if (wanted is not (2 or 3))
            {
                reply.WriteError(ErrorTexts.UnsupportedProtocol);
                return false;
            }

            version = (RespVersion)wanted;
        }

        return TryOptions(request, session, ref name) && IsAuthenticated(session);
    }

    private static bool TryOptions(in RespRequest request, ClientSession session, ref string? name)
    {
        var reply = session.Reply;
        for (var i = 2; i < request.Count; i++)
        {
            if (request[i].Is("AUTH"u8) && i + 2 < request.Count)
            {
                if (!session.Node.Password.Accepts(request[i + 1], request[i + 2]))
                {
                    reply.WriteError(ErrorTexts.WrongPassword);
                    return false;
                }

                session.Authenticate();
                i += 2;
            }
            else if (request[i].Is("SETNAME"u8) && i + 1 < request.Count)
            {
                if (!ClientHandlers.IsValidName(request[++i]))
                {
                    reply.WriteError(ErrorTexts.InvalidClientName);
                    return false;
                }

                name = request[i].Text();
            }
            else
            {
                reply.WriteError($"ERR Syntax error in HELLO option '{request[i].Text()}'");
                return false;
            }
        }

        return true;
    }

    private static bool IsAuthenticated(ClientSession session)
    {
        if (!session.IsAuthenticated)
            session.Reply.WriteError(ErrorTexts.HelloAuthenticationRequired);
        return session.IsAuthenticated;
    }
}
