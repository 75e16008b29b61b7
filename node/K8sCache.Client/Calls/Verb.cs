using System.Text;
using K8sCache.Resp;

namespace K8sCache.Client.Calls;

/// <summary>A command's name as it is sent, and whether it writes: writes go to the primary and are not repeated.</summary>
internal sealed class Verb
{
    private readonly byte[] _bytes;

    private Verb(string name, bool isWrite)
    {
        Name = name;
        IsWrite = isWrite;
        _bytes = Encoding.ASCII.GetBytes(name);
    }

    public static Verb Get { get; } = new("GET", isWrite: false);

    public static Verb GetRange { get; } = new("GETRANGE", isWrite: false);

    public static Verb Exists { get; } = new("EXISTS", isWrite: false);

    public static Verb TimeToLive { get; } = new("PTTL", isWrite: false);

    public static Verb HashGet { get; } = new("HGET", isWrite: false);

    public static Verb HashGetMany { get; } = new("HMGET", isWrite: false);

    public static Verb HashGetAll { get; } = new("HGETALL", isWrite: false);

    public static Verb HashLength { get; } = new("HLEN", isWrite: false);

    public static Verb HashExists { get; } = new("HEXISTS", isWrite: false);

    public static Verb Set { get; } = new("SET", isWrite: true);

    public static Verb Delete { get; } = new("DEL", isWrite: true);

    public static Verb Touch { get; } = new("TOUCH", isWrite: false);

    public static Verb Expire { get; } = new("PEXPIRE", isWrite: true);

    public static Verb ExpireAt { get; } = new("PEXPIREAT", isWrite: true);

    public static Verb Persist { get; } = new("PERSIST", isWrite: true);

    public static Verb Increment { get; } = new("INCRBY", isWrite: true);

    public static Verb HashSet { get; } = new("HSET", isWrite: true);

    public static Verb HashDelete { get; } = new("HDEL", isWrite: true);

    public static Verb HashIncrement { get; } = new("HINCRBY", isWrite: true);

    public static Verb Ping { get; } = new("PING", isWrite: false);

    public static Verb Topology { get; } = new("K8SCACHE", isWrite: false);

    public string Name { get; }

    public bool IsWrite { get; }

    /// <summary>The head of a request: the count of its parts, and the name.</summary>
    public void Write(RespWriter request, int arguments)
    {
        request.WriteArrayHeader(arguments + 1);
        request.WriteBulkString(_bytes);
    }
}
