using System.Globalization;
using System.Text;
using K8sCache.Commands;

namespace K8sCache.House.Tests;

/// <summary>docs/commands.md, written from the command table and from the list of what is left out.</summary>
internal static class CommandDocument
{
    /// <summary>Families of Redis 7.0 that are left out, with why; a command that is in the table drops out of it.</summary>
    private static readonly (string Family, string Why, string Commands)[] LeftOut =
    [
        ("Scripts and functions", "a script runs on one node and may name any key: not yet",
            "eval eval_ro evalsha evalsha_ro fcall fcall_ro function script"),
        ("Streams", "not yet", "xack xadd xautoclaim xclaim xdel xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xsetid xtrim"),
        ("Publish and subscribe", "not yet", "psubscribe publish pubsub punsubscribe spublish ssubscribe subscribe sunsubscribe unsubscribe"),
        ("Modules", "there is nothing to load them into", "module"),
        ("Blocking commands", "a router shares its connections to nodes among clients, and none may wait on one",
            "blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin wait"),
        ("Places", "not yet", "geoadd geodist geohash geopos georadius georadius_ro georadiusbymember georadiusbymember_ro geosearch geosearchstore"),
        ("Persistence and replication", "a cache keeps nothing on disk, and the operator says who copies from whom",
            "bgrewriteaof bgsave failover lastsave psync replconf replicaof restore-asking role save slaveof sync"),
        ("Several databases", "there is one, as in Redis Cluster", "move swapdb"),
        ("Server", "the operator and the admin port are for that, or not yet",
            "acl asking cluster command config dbsize debug flushall flushdb info latency lolwut memory migrate monitor readonly readwrite shutdown slowlog time"),
        ("Everything else of Redis 7.0", "not yet",
            "copy del dump exists expire expireat expiretime keys object persist pexpire pexpireat pexpiretime pttl randomkey rename renamenx "
            + "restore scan sort sort_ro touch ttl type unlink append decr decrby get getdel getex getrange getset incr incrby incrbyfloat lcs "
            + "mget mset msetnx psetex set setex setnx setrange strlen substr lindex linsert llen lmove lmpop lpop lpos lpush lpushx lrange lrem "
            + "lset ltrim rpop rpoplpush rpush rpushx discard exec multi unwatch watch pfadd pfcount pfdebug pfmerge pfselftest sadd scard sdiff "
            + "sdiffstore sinter sintercard sinterstore sismember smembers smismember smove spop srandmember srem sscan sunion sunionstore hdel "
            + "hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset hrandfield hscan hset hsetnx hstrlen hvals auth client echo hello "
            + "ping quit reset select bitcount bitfield bitfield_ro bitop bitpos getbit setbit zadd zcard zcount zdiff zdiffstore zincrby zinter "
            + "zintercard zinterstore zlexcount zmpop zmscore zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore zrank zrem "
            + "zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore zunion zunionstore"),
    ];

    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Commands

            Generated from the command table by `make golden`. What is listed answers as Redis 7.0 does, to the byte of its errors, but where the last
            column says how it differs and why. `since` is the version of Redis (or Valkey) that introduced it. Everywhere:

            - There is one database, 0, as in Redis Cluster.
            - Commands with several keys need them in one slot, unless the table says they are split; else `CROSSSLOT`, as in Redis Cluster. Hash tags
              (`{user1}.name`, `{user1}.mail`) put keys into one slot.
            - The longest argument and string value is `proto-max-bulk-len`, 64 MiB by default.
            - `CONFIG GET maxmemory-policy` answers the nearest of Redis's names: `allkeys-lfu` with eviction, `noeviction` without.


            """);
        foreach (var group in Listed().GroupBy(command => command.Group).OrderBy(group => Name(group.Key), StringComparer.Ordinal))
            WriteGroup(group.Key, group.SelectMany(command => command.Subcommands.Prepend(command)), text);
        WriteLeftOut(text);
        return text.ToString();
    }

    private static IEnumerable<CommandSpec> Listed() =>
        CommandTable.Default.Commands.Where(command => (command.Flags & CommandFlags.Internal) == 0);

    private static void WriteGroup(CommandGroup group, IEnumerable<CommandSpec> commands, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {Name(group)}\n\n");
        text.Append("| command | since | through the router | differs |\n|---|---|---|---|\n");
        foreach (var command in commands.OrderBy(command => command.Name, StringComparer.Ordinal))
        {
            var name = command.Name.Replace('|', ' ').ToUpperInvariant();
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {command.Since} | {RouteOf(command)} | {command.Differs.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        text.Append('\n');
    }

    private static void WriteLeftOut(StringBuilder text)
    {
        text.Append("## Left out\n\nEach of these is answered with Redis's own `unknown command` error.\n\n| what | why | commands |\n|---|---|---|\n");
        var known = Listed().Select(command => command.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (family, why, commands) in LeftOut)
        {
            var left = commands.Split(' ').Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).ToList();
            if (left.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"| {family} | {why} | {string.Join(' ', left.Select(name => $"`{name.ToUpperInvariant()}`"))} |\n");
        }
    }

    private static string RouteOf(CommandSpec command) => command.Subcommands.Count > 0 ? "" : command.Route switch
    {
        CommandRoute.Local => "answered by the router itself",
        CommandRoute.SingleKey => "to its key's slot",
        CommandRoute.OneSlot => "to the slot its keys share",
        CommandRoute.SplitByKey => $"split by slot; {JoinOf(command.Join)}",
        CommandRoute.AllNodes => $"to every node; {JoinOf(command.Join)}",
        CommandRoute.Scan => "one node after another",
        CommandRoute.NodeOnly => "only on nodes",
    };

    private static string JoinOf(ReplyJoin join) => join switch
    {
        ReplyJoin.KeyOrder => "put back in the order of the keys",
        ReplyJoin.Sum => "added up",
        ReplyJoin.AllOk => "OK when all are",
        ReplyJoin.Concat => "put one behind the other",
        ReplyJoin.AnyOne => "one of the answers",
        ReplyJoin.None => "",
    };

    private static string Name(CommandGroup group) => group switch
    {
        CommandGroup.Generic => "Keys",
        CommandGroup.HyperLogLog => "HyperLogLogs",
        CommandGroup.Bitmap => "Bitmaps",
        CommandGroup.Hash => "Hashes",
        CommandGroup.List => "Lists",
        CommandGroup.Set => "Sets",
        CommandGroup.SortedSet => "Sorted sets",
        CommandGroup.String => "Strings",
        CommandGroup.Cluster or CommandGroup.Connection or CommandGroup.Server or CommandGroup.Transactions => group.ToString(),
    };
}
