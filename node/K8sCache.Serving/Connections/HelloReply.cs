using System.Text;
using K8sCache.Resp;
using K8sCache.Serving.Clients;

namespace K8sCache.Serving.Connections;

/// <summary>HELLO [2|3 [AUTH user password] [SETNAME name]]: switches the protocol version, and authenticates on the way.</summary>
public static class HelloReply
{
    public static void Write(IClientState client, in RespRequest request, RespWriter reply)
    {
        if (!TryVersion(client, request, reply, out var version) || !TryOptions(client, request, reply, out var name))
            return;
        if (!client.IsAuthenticated)
        {
            reply.WriteError(RedisErrors.HelloAuthenticationRequired);
            return;
        }

        client.Version = version;
        client.Name = name ?? client.Name;
        WriteGreeting(client, new RespWriter(reply.Output, version));
    }

    private static bool TryVersion(IClientState client, in RespRequest request, RespWriter reply, out RespVersion version)
    {
        version = client.Version;
        if (request.Count == 1)
            return true;
        if (!RespNumber.TryParse(request[1], out var wanted))
        {
            reply.WriteError(RedisErrors.ProtocolNotAnInteger);
            return false;
        }

        if (wanted is not ((int)RespVersion.Resp2 or (int)RespVersion.Resp3))
        {
            reply.WriteError(RedisErrors.UnsupportedProtocol);
            return false;
        }

        version = (RespVersion)wanted;
        return true;
    }

    private static bool TryOptions(IClientState client, in RespRequest request, RespWriter reply, out string? name)
    {
        name = null;
        for (var index = 2; index < request.Count; index++)
        {
            if (Ascii.EqualsIgnoreCase(request[index], "AUTH"u8) && index + 2 < request.Count)
            {
                if (!client.Password.Accepts(request[index + 1], request[index + 2]))
                {
                    reply.WriteError(RedisErrors.WrongPassword);
                    return false;
                }

                client.Authenticate();
                index += 2;
            }
            else if (Ascii.EqualsIgnoreCase(request[index], "SETNAME"u8) && index + 1 < request.Count)
            {
                if (!ConnectionReplies.IsValidName(request[++index]))
                {
                    reply.WriteError(RedisErrors.InvalidClientName);
                    return false;
                }

                name = Encoding.ASCII.GetString(request[index]);
            }
            else
            {
                reply.WriteError($"ERR Syntax error in HELLO option '{Encoding.Latin1.GetString(request[index])}'");
                return false;
            }
        }

        return true;
    }

    private static void WriteGreeting(IClientState client, RespWriter reply)
    {
        reply.WriteMapHeader(7);
        reply.WriteBulkString("server"u8);
        reply.WriteBulkString("redis"u8);
        reply.WriteBulkString("version"u8);
        reply.WriteBulkString(RedisFacts.Version);
        reply.WriteBulkString("proto"u8);
        reply.WriteInteger((int)client.Version);
        reply.WriteBulkString("id"u8);
        reply.WriteInteger(client.Id);
        reply.WriteBulkString("mode"u8);
        reply.WriteBulkString(client.IsCluster ? "cluster"u8 : "standalone"u8);
        reply.WriteBulkString("role"u8);
        reply.WriteBulkString("master"u8);
        reply.WriteBulkString("modules"u8);
        reply.WriteArrayHeader(0);
    }
}
