using System.Text;

namespace K8sCache.Node.Tests.Differential;

/// <summary>
/// List and sorted set commands drawn at random over few keys, some of which grow past the compact limits; right ones and
/// wrong ones. Ranges by member are asked only of sets whose scores are all the same: of others Redis promises nothing.
/// </summary>
internal sealed class RandomElementCommands(Random random, KeyNames names) : IRandomCommands
{
    private static readonly string[] Oddities =
    [
        "", "0", "-0", "-1", "007", "+5", " 1", "1 ", "1.5", "abc", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "\0\r\n\u00ff", "inf", "-inf", "+inf", "Infinity", "nan", "1e5", "0x10", "0x1.8p1", "1e400", "1e-400",
        "5e-324", ".5", "5.", ".", "1e", "(1", "((1", "( 1", "(", "--1", "1e309", "-1e309", "0x", "infin", "1_000",
    ];

    public byte[][] Next() => [.. Draw().Select(Encoding.Latin1.GetBytes)];

    private string[] Draw() => random.Next(32) switch
    {
        < 7 => Add(),
        < 10 => Range(),
        < 12 => ScoreRange(),
        < 14 => MemberRange(),
        < 16 => One(),
        < 18 => Remove(),
        < 20 => Several(),
        < 21 => Odd(),
        < 25 => Push(),
        < 27 => ReadList(),
        < 29 => ChangeList(),
        < 31 => Take(),
        _ => Rare(),
    };

    private string[] Add() => random.Next(8) switch
    {
        0 => ["ZADD", names[$"x{random.Next(2)}"], .. Some(() => Member(), 6).SelectMany(member => new[] { "0", member })],
        1 => ["ZADD", Sorted(), .. AddOptions(), Score(), Member()],
        2 => ["ZADD", Sorted(), .. AddOptions(), .. Pairs(3)],
        3 => ["ZADD", names["zbig"], .. Pairs(40)],
        4 => ["ZINCRBY", Sorted(), Score(), Member()],
        _ => ["ZADD", Sorted(), .. Pairs(4)],
    };

    private IEnumerable<string> AddOptions() => Some(() => Pick("NX", "XX", "GT", "LT", "CH", "INCR", "gt", "ch", "incr", "ZZ"), 3);

    private string[] Range() => random.Next(6) switch
    {
        0 => ["ZREVRANGE", Sorted(), Index(), Index(), .. WithScores()],
        1 => ["ZRANGE", Sorted(), Index(), Index(), .. Some(() => Pick("REV", "WITHSCORES", "LIMIT", "0", "1", "BYSCORE"), 4)],
        2 => ["ZRANGESTORE", Sorted(), Sorted(), Index(), Index(), .. Maybe("REV")],
        3 => ["ZRANGESTORE", Sorted(), Sorted(), Bound(), Bound(), "BYSCORE", .. Maybe("REV"), .. Limit()],
        _ => ["ZRANGE", Sorted(), Index(), Index(), .. Maybe("REV"), .. WithScores()],
    };

    private string[] ScoreRange() => random.Next(5) switch
    {
        0 => ["ZCOUNT", Sorted(), Bound(), Bound()],
        1 => ["ZRANGEBYSCORE", Sorted(), Bound(), Bound(), .. WithScores(), .. Limit()],
        2 => ["ZREVRANGEBYSCORE", Sorted(), Bound(), Bound(), .. Limit(), .. WithScores()],
        _ => ["ZRANGE", Sorted(), Bound(), Bound(), "BYSCORE", .. Maybe("REV"), .. WithScores(), .. Limit()],
    };

    private string[] MemberRange() => random.Next(6) switch
    {
        0 => ["ZLEXCOUNT", SameScored(), MemberBound(), MemberBound()],
        1 => ["ZRANGEBYLEX", SameScored(), MemberBound(), MemberBound(), .. Limit()],
        2 => ["ZREVRANGEBYLEX", SameScored(), MemberBound(), MemberBound(), .. Limit()],
        3 => ["ZREMRANGEBYLEX", SameScored(), MemberBound(), MemberBound()],
        4 => ["ZRANGE", SameScored(), MemberBound(), MemberBound(), "BYLEX", .. Maybe("WITHSCORES")],
        _ => ["ZRANGE", SameScored(), MemberBound(), MemberBound(), "BYLEX", .. Maybe("REV"), .. Limit()],
    };

    private string[] One() => random.Next(7) switch
    {
        0 => ["ZSCORE", Sorted(), Member()],
        1 => ["ZMSCORE", Sorted(), .. Some(() => Member(), 4)],
        2 => ["ZCARD", Sorted()],
        3 => ["ZRANDMEMBER", Sorted(), .. Some(() => Pick("1", "-3", "5", "500", "WITHSCORES", "x", "-9223372036854775808"), 3)],
        4 => ["ZSCAN", Sorted(), Pick("0", "0", "0", "x"), .. Some(() => Pick("MATCH", "m1*", "COUNT", "1000", "0", "x"), 3)],
        _ => [Pick("ZRANK", "ZREVRANK"), Sorted(), Member()],
    };

    private string[] Remove() => random.Next(8) switch
    {
        0 => ["ZREMRANGEBYRANK", Sorted(), Index(), Index()],
        1 => ["ZREMRANGEBYSCORE", Sorted(), Bound(), Bound()],
        2 => [Pick("ZPOPMIN", "ZPOPMAX"), Sorted(), .. Maybe(Pick("1", "0", "3", "-1", "x"))],
        3 => ["ZMPOP", Pick("1", "2", "2", "0", "x"), Sorted(), Sorted(), Pick("MIN", "max", "X"), .. Maybe("COUNT"), .. Maybe(Pick("2", "0", "x"))],
        4 => ["DEL", Pick(Sorted(), List(), names["x1"])],
        5 => ["OBJECT", "ENCODING", Pick(Sorted(), names["zbig"], List(), names["lbig"])],
        _ => ["ZREM", Sorted(), .. Some(() => Member(), 5)],
    };

    private string[] Several() => random.Next(5) switch
    {
        0 => [Pick("ZUNION", "ZINTER", "ZDIFF"), .. Keys(), .. WithScores()],
        1 when random.Next(3) == 0 => ["SADD", names["set"], .. Some(Member, 6)],
        2 when random.Next(3) == 0 => [Pick("ZUNION", "ZINTER", "ZDIFF"), "2", names["set"], Sorted(), .. WithScores()],
        1 => [Pick("ZUNION", "ZINTER"), "2", Sorted(), Sorted(), "WEIGHTS", Score(), Score(), "AGGREGATE", Pick("SUM", "MIN", "MAX"), .. WithScores()],
        2 => [Pick("ZUNIONSTORE", "ZINTERSTORE", "ZDIFFSTORE"), Sorted(), .. Keys(), .. Maybe("WITHSCORES")],
        3 => ["ZINTERCARD", .. Keys(), .. Maybe("LIMIT"), .. Maybe(Pick("1", "0", "-1", "x"))],
        _ => [Pick("ZUNIONSTORE", "ZINTERSTORE"), Sorted(), "2", Sorted(), Sorted(), .. Some(() => Pick("WEIGHTS", "1", "2", "AGGREGATE", "MIN", "max", "x"), 4)],
    };

    private string[] Odd() => random.Next(4) switch
    {
        0 => ["ZADD", Sorted(), Pick(Oddities), Member()],
        1 => ["ZCOUNT", Sorted(), Pick(Oddities), Pick(Oddities)],
        2 => ["ZUNION", Pick(Oddities), Sorted(), Sorted()],
        _ => ["ZRANGEBYSCORE", Sorted(), Pick(Oddities), Pick(Oddities)],
    };

    private string[] Push() => random.Next(6) switch
    {
        0 => [Pick("LPUSHX", "RPUSHX"), List(), .. Some(Element, 3)],
        1 => [Pick("LPUSH", "RPUSH"), names["lbig"], .. Some(() => Element() + new string('x', random.Next(400)), 12)],
        2 => ["LINSERT", List(), Pick("BEFORE", "after", "X"), Element(), Element()],
        _ => [Pick("LPUSH", "RPUSH"), List(), .. Some(Element, 5)],
    };

    private string[] ReadList() => random.Next(5) switch
    {
        0 => ["LLEN", List()],
        1 => ["LINDEX", List(), Index()],
        2 => ["LPOS", List(), Element(), .. Some(() => Pick("RANK", "COUNT", "MAXLEN", "1", "-1", "2", "0", "x", "-9223372036854775807"), 4)],
        3 => ["LPOS", List(), Element(), "RANK", Pick("1", "-1", "2", "-2"), "COUNT", Pick("0", "1", "2"), .. Maybe("MAXLEN"), .. Maybe("10")],
        _ => ["LRANGE", List(), Index(), Index()],
    };

    private string[] ChangeList() => random.Next(4) switch
    {
        0 => ["LSET", List(), Index(), Element()],
        1 => ["LREM", List(), Index(), Element()],
        2 => ["LTRIM", List(), Pick("0", "1", "-30"), Pick("-1", "-2", "20", "x")],
        _ => ["LTRIM", List(), Index(), Index()],
    };

    private string[] Take() => random.Next(6) switch
    {
        0 => ["LMOVE", List(), List(), Pick("LEFT", "RIGHT", "left"), Pick("LEFT", "RIGHT", "X")],
        1 => ["RPOPLPUSH", List(), List()],
        2 => ["LMPOP", Pick("1", "2", "2", "0"), List(), List(), Pick("LEFT", "RIGHT"), .. Maybe("COUNT"), .. Maybe(Pick("2", "0"))],
        3 => [Pick("LPOP", "RPOP"), List(), Pick("0", "1", "2", "-1", "x", "30"), .. random.Next(8) == 0 ? ["1"] : Array.Empty<string>()],
        _ => [Pick("LPOP", "RPOP"), List()],
    };

    private string[] Rare() => random.Next(5) switch
    {
        0 => ["SET", Pick(names["s"], names["w"]), "a string"],
        1 => ["TYPE", Pick(Sorted(), List())],
        2 => [Pick("ZADD", "ZRANGE", "LPUSH", "LMOVE", "ZUNION", "LPOP"), Sorted()],
        3 => ["EXISTS", Sorted(), List()],
        _ => ["PERSIST", Pick(Sorted(), List())],
    };

    private IEnumerable<string> Keys()
    {
        var count = random.Next(1, 4);
        return [$"{(random.Next(20) == 0 ? count + 1 : count)}", .. Enumerable.Range(0, count).Select(_ => Sorted())];
    }

    private IEnumerable<string> Pairs(int most) => Some(() => Score(), most).SelectMany(score => new[] { score, Member() }).ToList();

    private IEnumerable<string> WithScores() => Maybe(Pick("WITHSCORES", "withscores"));

    private IEnumerable<string> Limit() => random.Next(3) == 0
        ? ["LIMIT", Pick("0", "1", "2", "-1", "100"), Pick("1", "2", "-1", "0", "100", "x")]
        : [];

    private IEnumerable<string> Maybe(string word) => random.Next(2) == 0 ? [word] : [];

    private string Sorted() => random.Next(25) == 0 ? Pick(names["s"], names["l1"]) : random.Next(6) == 0 ? names["zbig"] : names[$"z{random.Next(4)}"];

    private string SameScored() => random.Next(40) == 0 ? names["w"] : names[$"x{random.Next(2)}"];

    private string List() => random.Next(25) == 0 ? Pick(names["s"], names["z1"]) : random.Next(6) == 0 ? names["lbig"] : names[$"l{random.Next(4)}"];

    private string Member() => random.Next(60) == 0 ? new string('m', random.Next(60, 70)) : $"m{random.Next(250)}";

    private string Element() => random.Next(30) == 0 ? Pick(Oddities) : $"e{random.Next(12)}";

    private string Index() => random.Next(40) == 0 ? Pick(Oddities) : $"{random.Next(-30, 30)}";

    private string Score() => random.Next(12) switch
    {
        0 => Pick("inf", "-inf", "1e20", "0.1", "-0", "123456789012345678", "1.7976931348623157e308"),
        1 => Pick(Oddities),
        < 5 => $"{random.Next(-1000, 1000) / 8.0}",
        _ => $"{random.Next(-20, 60)}",
    };

    private string Bound() => random.Next(10) switch
    {
        0 => Pick("-inf", "+inf", "inf"),
        1 => Pick(Oddities),
        < 4 => $"({random.Next(-20, 60)}",
        _ => $"{random.Next(-20, 60)}",
    };

    private string MemberBound() => random.Next(10) switch
    {
        0 => Pick("m1", "", "++", "[", "("),
        < 3 => Pick("-", "+"),
        < 6 => $"(m{random.Next(250)}",
        _ => $"[m{random.Next(250)}",
    };

    private List<string> Some(Func<string> draw, int most)
    {
        var count = random.Next(most == 40 ? 20 : 1, most + 1);
        return [.. Enumerable.Range(0, count).Select(_ => draw())];
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
