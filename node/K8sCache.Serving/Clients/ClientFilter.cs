using System.Text;
using K8sCache.Resp;

namespace K8sCache.Serving.Clients;

/// <summary>Which connections CLIENT LIST and CLIENT KILL mean; what is not given does not matter.</summary>
public sealed class ClientFilter
{
    private const int FirstFilter = 2;

    private readonly HashSet<long> _ids = [];
    private string? _address;
    private string? _localAddress;

    /// <summary>Redis's kinds, in upper case; all of ours but other nodes' are normal.</summary>
    private string? _type;

    /// <summary>CLIENT KILL with an address only: it answers OK or an error, not a number.</summary>
    public bool IsOldKill { get; private init; }

    /// <summary>The connection that asks is not meant, whatever it is.</summary>
    public bool SkipsCaller { get; private set; }

    /// <summary>Reads CLIENT LIST [TYPE type | ID id ...].</summary>
    /// <returns>Null when it can't be; the error is written.</returns>
    public static ClientFilter? ParseList(in RespRequest request, RespWriter errors)
    {
        var filter = new ClientFilter();
        if (request.Count == FirstFilter)
            return filter;
        if (request.Count == 4 && Ascii.EqualsIgnoreCase(request[2], "TYPE"u8))
            return filter.TakeType(request[3], errors) ? filter : null;
        if (request.Count == 3 || !Ascii.EqualsIgnoreCase(request[2], "ID"u8))
        {
            errors.WriteError(RedisErrors.Syntax);
            return null;
        }

        for (var index = 3; index < request.Count; index++)
        {
            if (!RespNumber.TryParse(request[index], out var id))
            {
                errors.WriteError("ERR Invalid client ID"u8);
                return null;
            }

            filter._ids.Add(id);
        }

        return filter;
    }

    /// <summary>Reads CLIENT KILL address, or CLIENT KILL filter value ...</summary>
    /// <returns>Null when it can't be; the error is written.</returns>
    public static ClientFilter? ParseKill(in RespRequest request, RespWriter errors)
    {
        if (request.Count == 3)
            return new ClientFilter { IsOldKill = true, _address = Encoding.Latin1.GetString(request[2]) };
        var filter = new ClientFilter { SkipsCaller = true };
        for (var index = FirstFilter; index < request.Count; index += 2)
        {
            if (index + 1 == request.Count)
            {
                errors.WriteError(RedisErrors.Syntax);
                return null;
            }

            if (!filter.Take(request[index], request[index + 1], errors))
                return null;
        }

        return filter;
    }

    public bool Matches(IClientState client, bool isPeer = false) =>
        (_ids.Count == 0 || _ids.Contains(client.Id))
        && (_address is null || _address == client.Connection.RemoteEndPoint?.ToString())
        && (_localAddress is null || _localAddress == client.Connection.LocalEndPoint?.ToString())
        && (_type is null || (_type == "NORMAL" && !isPeer));

    /// <summary>Answers CLIENT KILL.</summary>
    public void WriteKilled(int count, RespWriter reply)
    {
        if (!IsOldKill)
            reply.WriteInteger(count);
        else if (count > 0)
            reply.WriteOk();
        else
            reply.WriteError("ERR No such client"u8);
    }

    private static bool Refuse(ReadOnlySpan<byte> error, RespWriter errors)
    {
        errors.WriteError(error);
        return false;
    }

    private bool Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, RespWriter errors)
    {
        if (Ascii.EqualsIgnoreCase(name, "ID"u8))
        {
            if (!RespNumber.TryParse(value, out var id) || id < 1)
                return Refuse("ERR client-id should be greater than 0"u8, errors);
            _ids.Clear();
            _ids.Add(id);
            return true;
        }

        if (Ascii.EqualsIgnoreCase(name, "TYPE"u8))
            return TakeType(value, errors);
        if (Ascii.EqualsIgnoreCase(name, "ADDR"u8))
            _address = Encoding.Latin1.GetString(value);
        else if (Ascii.EqualsIgnoreCase(name, "LADDR"u8))
            _localAddress = Encoding.Latin1.GetString(value);
        else if (Ascii.EqualsIgnoreCase(name, "USER"u8))
        {
            if (!value.SequenceEqual(Password.UserName))
                return Refuse(Encoding.Latin1.GetBytes($"ERR No such user '{Encoding.Latin1.GetString(value)}'"), errors);
        }
        else if (Ascii.EqualsIgnoreCase(name, "SKIPME"u8) && (Ascii.EqualsIgnoreCase(value, "YES"u8) || Ascii.EqualsIgnoreCase(value, "NO"u8)))
            SkipsCaller = Ascii.EqualsIgnoreCase(value, "YES"u8);
        else
            return Refuse(RedisErrors.Syntax, errors);
        return true;
    }

    private bool TakeType(ReadOnlySpan<byte> type, RespWriter errors)
    {
        var text = Encoding.Latin1.GetString(type);
        _type = text.ToUpperInvariant();
        return _type is "NORMAL" or "MASTER" or "REPLICA" or "SLAVE" or "PUBSUB"
            || Refuse(Encoding.Latin1.GetBytes($"ERR Unknown client type '{text}'"), errors);
    }
}
