using System.Text;

namespace K8sCache.Node.Tests.Differential;

/// <summary>Hash and set commands of Redis 7.0 drawn at random over few keys, right ones and wrong ones.</summary>
internal sealed class RandomFieldCommands(Random random, KeyNames names) : IRandomCommands
{
    private static readonly string[] Oddities =
    [
        "", "0", "-0", "-1", "007", "+5", " 1", "1 ", "1.5", "abc", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "inf", "nan", "1e5", "\0\r\n\u00ff",
    ];

    public byte[][] Next() => [.. Draw().Select(Encoding.Latin1.GetBytes)];

    private string[] Draw() => random.Next(10) switch
    {
        < 4 => HashCommand(),
        < 7 => SetCommand(),
        7 => SeveralSets(),
        8 => Wrong(),
        _ => Other(),
    };

    private string[] HashCommand() => random.Next(16) switch
    {
        0 or 1 => ["HSET", Key(), .. Some(FieldAndValue, 4).SelectMany(pair => pair.Split('=', 2))],
        2 => ["HMSET", Key(), .. Some(FieldAndValue, 4).SelectMany(pair => pair.Split('=', 2))],
        3 => ["HSETNX", Key(), Field(), Value()],
        4 => ["HGET", Key(), Field()],
        5 => ["HMGET", Key(), .. Some(Field, 4)],
        6 => [Pick("HGETALL", "HKEYS", "HVALS"), Key()],
        7 => ["HDEL", Key(), .. Some(Field, 6)],
        8 => [Pick("HEXISTS", "HSTRLEN"), Key(), Field()],
        9 => ["HLEN", Key()],
        10 or 11 => ["HINCRBY", Key(), Field(), Number()],
        12 => ["HINCRBYFLOAT", Key(), Field(), Fraction()],
        13 => ["HSCAN", Key(), "0", "COUNT", "1000", .. Some(() => "MATCH", 1), Pick("*", "f1*", "?2", "", "[f]*")],
        14 => ["HRANDFIELD", Key(), Pick("0", "500", "1000"), .. random.Next(2) == 0 ? [] : (string[])["WITHVALUES"]],
        _ => ["HRANDFIELD", Key(), .. random.Next(3) == 0 ? [] : (string[])[Pick("3", "-3", "1")]],
    };

    private string[] SetCommand() => random.Next(12) switch
    {
        0 or 1 or 2 => ["SADD", Key(), .. Some(Member, 6)],
        3 => ["SADD", Key(), .. Some(() => $"{random.Next(-70_000, 70_000)}", 200)],
        4 => ["SREM", Key(), .. Some(Member, 6)],
        5 => ["SISMEMBER", Key(), Member()],
        6 => ["SMISMEMBER", Key(), .. Some(Member, 4)],
        7 => ["SCARD", Key()],
        8 => ["SMEMBERS", Key()],
        9 => ["SSCAN", Key(), "0", "COUNT", "1000", "MATCH", Pick("*", "m1*", "?2", "")],
        10 => ["SRANDMEMBER", Key(), .. random.Next(3) == 0 ? [] : (string[])[Pick("0", "5", "-5", "100000")]],
        // What is popped is up to chance: only all of it can be the same.
        _ => ["SPOP", Key(), Pick("0", "100000")],
    };

    private string[] SeveralSets() => random.Next(5) switch
    {
        0 => [Pick("SINTER", "SUNION", "SDIFF"), .. Some(Key, 4)],
        1 or 2 => [Pick("SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE"), Key(), .. Some(Key, 3)],
        3 => ["SINTERCARD", Pick("1", "2", "3", "0", "x", "9"), .. Some(Key, 3), .. Some(() => Pick("LIMIT", "1", "0", "-1", "2", "x"), 2)],
        _ => ["SMOVE", Key(), Key(), Member()],
    };

    private string[] Other() => random.Next(6) switch
    {
        0 => ["DEL", Key()],
        1 => ["TYPE", Key()],
        2 => ["EXISTS", Key()],
        3 => ["SET", Key(), Value()],
        4 => ["EXPIRE", Key(), "100000"],
        _ => ["PERSIST", Key()],
    };

    private string[] Wrong() => random.Next(9) switch
    {
        0 => [Pick("HSET", "HMSET", "HSETNX", "HGET", "HDEL", "SADD", "SREM", "SMOVE", "SINTER", "SSCAN", "HSCAN"), Key()],
        1 => ["HSET", Key(), Field(), Value(), Field()],
        2 => ["HMSET", Key(), Field(), Value(), Field()],
        3 => ["HSCAN", Key(), Pick("x", "1 ", "", "-", "99999999999999999999"), Pick("COUNT", "NONE"), Pick("0", "x", "-5")],
        4 => ["SSCAN", Key(), Pick("0", "x"), Pick("COUNT", "TYPE"), Pick("0", "x", "set")],
        5 => ["SPOP", Key(), Pick("-1", "x", "9223372036854775808", ""), .. Some(() => "more", 1)],
        6 => ["SRANDMEMBER", Key(), Pick("x", "-9223372036854775808", "9223372036854775808"), .. Some(() => "more", 1)],
        7 => ["HRANDFIELD", Key(), Pick("x", "-9223372036854775808", "0"), Pick("WITHVALUE", "WITHVALUES"), "more"],
        _ => ["HRANDFIELD", Key(), Pick("x", "9223372036854775807", "-9223372036854775800", "0"), Pick("WITHVALUE", "WITHVALUES")],
    };

    private string Key() => names[$"f{random.Next(10)}"];

    private string Field() => random.Next(15) == 0 ? new string('f', random.Next(200)) : $"f{random.Next(200)}";

    private string FieldAndValue() => $"{Field()}={Value()}";

    private string Member() => random.Next(8) switch
    {
        0 => Pick(Oddities),
        1 => new string('m', random.Next(200)),
        < 5 => $"{random.Next(40)}",
        _ => $"m{random.Next(150)}",
    };

    private string Number() => random.Next(4) == 0 ? Pick(Oddities) : $"{random.Next(-1000, 1000)}";

    private string Fraction() =>
        random.Next(4) == 0 ? Pick(Oddities) : $"{random.Next(-9999, 9999)}.{random.Next(1000)}";

    private string Value() => random.Next(10) switch
    {
        < 5 => $"{random.Next(-100, 100)}",
        < 7 => Pick(Oddities),
        < 9 => new string((char)('a' + random.Next(26)), random.Next(40)),
        _ => new string('x', random.Next(3000)),
    };

    private string[] Some(Func<string> draw, int most) =>
        [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => draw())];

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
