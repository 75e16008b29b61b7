using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Clients;

namespace K8sCache.Serving.Connections;

/// <summary>PING, AUTH, SELECT, CLIENT GETNAME and SETNAME: the same whatever serves the client.</summary>
public static class ConnectionReplies
{
    /// <summary>Printable and without blanks, so that a line of CLIENT LIST stays one line.</summary>
    public static bool IsValidName(ReadOnlySpan<byte> name) => !name.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    public static void Ping(in RespRequest request, RespWriter reply)
    {
        if (request.Count == 1)
            reply.WriteRaw(RespLiterals.Pong);
        else if (request.Count == 2)
            reply.WriteBulkString(request[1]);
        else
            CommandErrors.WriteWrongArity(reply, CommandTable.Default.Find("ping"u8)!);
    }

    public static void Authenticate(IClientState client, in RespRequest request, RespWriter reply)
    {
        if (request.Count > 3)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (request.Count == 2 && !client.Password.IsRequired)
        {
            reply.WriteError(RedisErrors.NoPasswordConfigured);
            return;
        }

        if (!client.Password.Accepts(request.Count == 3 ? request[1] : Password.UserName, request[request.Count - 1]))
        {
            reply.WriteError(RedisErrors.WrongPassword);
            return;
        }

        client.Authenticate();
        reply.WriteOk();
    }

    public static void Select(IClientState client, in RespRequest request, RespWriter reply)
    {
        if (!RespNumber.TryParse(request[1], out var index))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (index is < int.MinValue or > int.MaxValue)
            reply.WriteError(RedisErrors.OutOfIntRange);
        else if (client.IsCluster && index != 0)
            reply.WriteError(ServingErrors.SelectInCluster);
        else if (index is < 0 or >= RedisFacts.Databases)
            reply.WriteError(RedisErrors.DatabaseOutOfRange);
        else
            reply.WriteOk();
    }

    public static void GetName(IClientState client, RespWriter reply)
    {
        if (client.Name.Length == 0)
            reply.WriteNull();
        else
            reply.WriteBulkString(client.Name);
    }

    public static void SetName(IClientState client, in RespRequest request, RespWriter reply)
    {
        if (!IsValidName(request[2]))
        {
            reply.WriteError(RedisErrors.InvalidClientName);
            return;
        }

        client.Name = Encoding.ASCII.GetString(request[2]);
        reply.WriteOk();
    }

    /// <summary>CLIENT UNBLOCK: nobody ever is blocked, for there are no commands that wait.</summary>
    public static void Unblock(in RespRequest request, RespWriter reply)
    {
        if (request.Count > 4)
            CommandErrors.WriteSubcommandSyntax(reply, request);
        else if (request.Count == 4 && !Ascii.EqualsIgnoreCase(request[3], "TIMEOUT"u8) && !Ascii.EqualsIgnoreCase(request[3], "ERROR"u8))
            reply.WriteError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"u8);
        else if (!RespNumber.TryParse(request[2], out _))
            reply.WriteError(RedisErrors.NotAnInteger);
        else
            reply.WriteInteger(0);
    }
}
