using System.Text;

namespace K8sCache.Node.Tests.Differential;

/// <summary>
/// Commands drawn at random over few keys, right ones and wrong ones. Expiry times are all different and far apart, so
/// that two servers asked a moment one after the other must agree.
/// </summary>
internal sealed class RandomCommands(Random random, KeyNames names) : IRandomCommands
{
    private static readonly string[] Oddities =
    [
        "", "0", "-0", "-1", "007", "+5", " 1", "1 ", "1.5", "abc", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "9999999999999999999999", "\0\r\n\u00ff",
    ];

    private int _drawn;

    public byte[][] Next() => [.. Draw().Select(Encoding.Latin1.GetBytes)];

    /// <summary>Makes a key expire in a few milliseconds; whoever sends it waits until it has.</summary>
    public (string Key, byte[][] Command) NextShortLived()
    {
        var key = Key();
        string[] command = random.Next(2) == 0 ? ["SET", key, Value(), "PX", "3"] : ["PEXPIRE", key, "2"];
        return (key, [.. command.Select(Encoding.Latin1.GetBytes)]);
    }

    private string[] Draw() => random.Next(30) switch
    {
        0 or 1 => ["GET", Key()],
        2 or 3 => ["SET", Key(), Value()],
        4 or 5 => ["SET", Key(), Value(), .. SetOptions()],
        6 => ["MGET", .. Some(Key, 4)],
        7 => ["MSET", .. Some(Key, 4), .. Some(Value, 3)],
        8 => [Pick("INCR", "DECR"), Key()],
        9 => [Pick("INCRBY", "DECRBY"), Key(), Number()],
        10 => ["APPEND", Key(), Value()],
        11 => ["STRLEN", Key()],
        12 => [Pick("DEL", "UNLINK"), .. Some(Key, 3)],
        13 => ["EXISTS", .. Some(Key, 4)],
        14 => ["TYPE", Key()],
        15 or 16 => [Pick("EXPIRE", "PEXPIRE"), Key(), Lifetime(), .. ExpireOptions()],
        17 => [Pick("TTL", "PTTL"), Key()],
        18 => ["PERSIST", Key()],
        19 or 20 or 21 => ["HSET", Key(), .. Some(FieldAndValue, 3).SelectMany(pair => pair.Split('=', 2))],
        22 => ["HGET", Key(), Field()],
        23 => ["HMGET", Key(), .. Some(Field, 4)],
        24 => ["HGETALL", Key()],
        25 => ["HDEL", Key(), .. Some(Field, 4)],
        26 => [Pick("HEXISTS", "hexists"), Key(), Field()],
        27 => ["HLEN", Key()],
        28 => Rare(),
        _ => Wrong(),
    };

    private string[] Rare() => random.Next(9) switch
    {
        0 => ["PING"],
        1 => ["PING", Value()],
        2 => ["ECHO", Value()],
        3 => ["SELECT", Pick("0", "1", "-1", "x", "99999999999")],
        4 => ["DBSIZE"],
        5 => ["CLIENT", "SETNAME", Pick("me", "a b", "\u00e9", "")],
        6 => ["CLIENT", "GETNAME"],
        7 => random.Next(8) == 0 ? [Pick("FLUSHALL", "FLUSHDB"), .. Some(() => Pick("SYNC", "ASYNC", "NOW"), 1)] : ["DBSIZE"],
        _ => ["SCAN", Pick("x", "1 ", " 1", "0"), Pick("COUNT", "NONE"), Pick("0", "x", "-5")],
    };

    private string[] Wrong() => random.Next(6) switch
    {
        0 => [Pick("NOSUCH", "GETX", ""), .. Some(Value, 3)],
        1 => [Pick("GET", "SET", "INCR", "DEL", "HSET", "EXPIRE", "TTL", "PING", "ECHO", "HGETALL", "MSET", "MGET")],
        2 => ["SET", Key()],
        3 => ["HSET", Key(), Field(), Value(), Field()],
        4 => ["CLIENT", Pick("NOSUCH", "GETNAME"), "extra"],
        _ => ["HGET", Key(), Field(), "extra"],
    };

    private IEnumerable<string> SetOptions()
    {
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            switch (random.Next(8))
            {
                case 0: yield return Pick("NX", "nx"); break;
                case 1: yield return "XX"; break;
                case 2: yield return "GET"; break;
                case 3: yield return "KEEPTTL"; break;
                case 4: yield return "EX"; yield return Lifetime(); break;
                case 5: yield return "PX"; yield return Lifetime() + "000"; break;
                case 6: yield return Pick("EXAT", "exat"); yield return $"{20_000_000_000 + (_drawn++ * 10)}"; break;
                default: yield return Pick("EX", "PXAT", "KEEP", "NX"); break;
            }
        }
    }

    private IEnumerable<string> ExpireOptions() =>
        random.Next(3) == 0 ? Some(() => Pick("NX", "XX", "GT", "LT", "gt", "ZZ"), 2) : [];

    /// <summary>Tens of seconds apart from any other; sometimes nonsense.</summary>
    private string Lifetime() => random.Next(8) == 0
        ? Pick("abc", "", "9223372036854775807", "9223372036854775", "-9223372036854775808", "1.5")
        : random.Next(8) == 0 ? Pick("0", "-1", "-1000") : $"{100_000_000 + (_drawn++ * 50_000)}";

    private string Number() => random.Next(3) == 0 ? Pick(Oddities) : $"{random.Next(-1000, 1000)}";

    private string Key() => names[$"key{random.Next(12)}"];

    private string Field() => random.Next(20) == 0 ? new string('f', random.Next(80)) : $"f{random.Next(30)}";

    private string FieldAndValue() => $"{Field()}={Value()}";

    private string Value() => random.Next(10) switch
    {
        < 4 => $"{random.Next(-100, 100)}",
        < 7 => Pick(Oddities),
        < 9 => new string((char)('a' + random.Next(26)), random.Next(40)),
        _ => new string('x', random.Next(3000)),
    };

    private string[] Some(Func<string> draw, int most) =>
        [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => draw())];

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
