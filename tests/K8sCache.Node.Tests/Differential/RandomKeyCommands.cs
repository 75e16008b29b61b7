using System.Globalization;
using System.Text;

namespace K8sCache.Node.Tests.Differential;

/// <summary>
/// String, key, bitmap and HyperLogLog commands drawn at random over few keys. Expiry times are far in the future and all
/// different, so that two servers asked a moment one after the other must agree.
/// </summary>
internal sealed class RandomKeyCommands(Random random, KeyNames names) : IRandomCommands
{
    private static readonly string[] Oddities =
    [
        "", "0", "-0", "-1", "007", "+5", " 1", "1 ", "1.5", "abc", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "\0\r\n\u00ff", "HYLL", "inf", "-inf", "nan", "1e5", "0x10", "1e400", "1e-400", "1e4932", "1e5000",
    ];

    private int _drawn;

    public byte[][] Next() => [.. Draw().Select(Encoding.Latin1.GetBytes)];

    private string[] Draw() => random.Next(20) switch
    {
        0 or 1 => Write(),
        2 or 3 => Part(),
        4 => Number(),
        5 => Key(),
        6 or 7 => Expiry(),
        8 => Move(),
        9 or 10 or 11 => Bits(),
        12 or 13 => Field(),
        14 or 15 => Elements(),
        16 => ["LCS", Name(), Name(), .. Some(() => Pick("LEN", "IDX", "WITHMATCHLEN", "MINMATCHLEN", "2"), 2)],
        17 => ["HSET", Name(), "f", "v"],
        18 => ["DEL", Name()],
        _ => Wrong(),
    };

    private string[] Write() => random.Next(9) switch
    {
        0 => ["SETNX", Name(), Value()],
        1 => [Pick("SETEX", "PSETEX"), Name(), Lifetime(), Value()],
        2 => ["GETSET", Name(), Value()],
        3 => ["MSETNX", .. Some(Name, 3).SelectMany(name => new[] { name, Value() })],
        4 => ["SET", Name(), Value(), .. SetOptions()],
        5 => ["SETRANGE", Name(), Index(), Value()],
        6 => ["SET", Name(), Number(4)],
        7 => ["APPEND", Name(), Value()],
        _ => ["SET", Name(), Value()],
    };

    private string[] Part() => random.Next(5) switch
    {
        0 => [Pick("GETRANGE", "SUBSTR"), Name(), Index(), Index()],
        1 => ["GETDEL", Name()],
        2 => ["GETEX", Name(), .. Some(() => Pick("PERSIST", "EX", "PX", "EXAT", "PXAT", Lifetime(), Lifetime()), 2)],
        3 => ["GETEX", Name(), Pick("EX", "PX"), Lifetime()],
        _ => ["GET", Name()],
    };

    private string[] Number() => ["INCRBYFLOAT", Name(), Number(random.Next(4))];

    private string[] Key() => random.Next(7) switch
    {
        0 => ["TOUCH", .. Some(Name, 3)],
        1 => ["KEYS", Pick("*", "*k?y[1-4]", "key1*", "{?}key*", "nosuch", "[", "*\\k*")],
        2 => ["OBJECT", "REFCOUNT", Pick("nosuch", Name())],
        3 => ["OBJECT", Pick("HELP", "FREQ", "IDLETIME", "ENCODING", "NOSUCH"), "nosuch"],
        4 => ["MEMORY", "USAGE", "nosuch", .. Some(() => Pick("SAMPLES", "5", "-1", "x"), 2)],
        5 => ["TYPE", Name()],
        _ => ["EXISTS", .. Some(Name, 3)],
    };

    private string[] Expiry() => random.Next(6) switch
    {
        0 => [Pick("EXPIREAT", "PEXPIREAT"), Name(), Time(), .. ExpireOptions()],
        1 => [Pick("EXPIRE", "PEXPIRE"), Name(), Lifetime(), .. ExpireOptions()],
        2 => [Pick("TTL", "PTTL"), Name()],
        3 => ["EXPIRETIME", Name()],
        4 => ["PEXPIRETIME", Name()],
        _ => ["PERSIST", Name()],
    };

    private string[] Move() => random.Next(5) switch
    {
        0 or 1 => ["COPY", Name(), Name(), .. Some(() => Pick("REPLACE", "replace", "DB", "0", "1", "x"), 2)],
        2 => ["RENAME", Name(), Name()],
        3 => ["RENAMENX", Name(), Name()],
        _ => ["RESTORE", Name(), Pick("0", "-1", "x", "100000"), Pick("", "junk", "\0\u0003abc\n\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008"),
            .. Some(() => Pick("REPLACE", "ABSTTL", "IDLETIME", "FREQ", "1", "-1", "256"), 2)],
    };

    private string[] Bits() => random.Next(6) switch
    {
        0 or 1 => ["SETBIT", Name(), Offset(), Pick("0", "1", "1", "2", "x")],
        2 => ["GETBIT", Name(), Offset()],
        3 => ["BITCOUNT", Name(), .. Range()],
        4 => ["BITPOS", Name(), Pick("0", "1", "1", "2", "x"), .. random.Next(3) == 0 ? [Index()] : Range()],
        _ => ["BITOP", Pick("AND", "OR", "XOR", "NOT", "not", "NAND"), .. Some(Name, 4)],
    };

    private string[] Range() => random.Next(4) switch
    {
        0 => [],
        1 => [Index(), Index()],
        _ => [Index(), Index(), Pick("BIT", "BYTE", "bit", "BITS")],
    };

    private string[] Field() =>
        [Pick("BITFIELD", "BITFIELD", "BITFIELD_RO"), Name(), .. Enumerable.Range(0, random.Next(4)).SelectMany(_ => FieldStep())];

    private string[] FieldStep() => random.Next(8) switch
    {
        0 or 1 => ["GET", FieldType(), FieldOffset()],
        2 or 3 => ["SET", FieldType(), FieldOffset(), Amount()],
        4 or 5 => ["INCRBY", FieldType(), FieldOffset(), Amount()],
        6 => ["OVERFLOW", Pick("SAT", "FAIL", "WRAP", "sat")],
        _ => Pick("GET u8", "OVERFLOW NO", "SET u4 0", "WHAT u4 0", "OVERFLOW").Split(' '),
    };

    private string FieldType() => random.Next(12) == 0
        ? Pick("u0", "u64", "i65", "x8", "u", "i", "", "u-1", "U8")
        : $"{Pick("u", "i")}{random.Next(1, 64)}";

    private string FieldOffset() => random.Next(12) == 0 ? Pick("-1", "#-1", "#", "#x", "x", "") : $"{Pick("", "#")}{random.Next(20)}";

    private string Amount() => random.Next(3) == 0
        ? Pick("9223372036854775807", "-9223372036854775808", "x", "4294967296", "-1")
        : $"{random.Next(-300, 300)}";

    /// <summary>What a sketch keeps of its last count is up to who asked for it: its bytes are read by GET alone, and stay under names of their own.</summary>
    private string[] Elements() => random.Next(6) switch
    {
        0 or 1 => ["PFADD", Sketch(), .. Enumerable.Range(0, random.Next(6)).Select(_ => $"e{random.Next(5000)}")],
        2 => ["PFADD", Sketch(), .. Enumerable.Range(0, 200).Select(_ => $"e{random.Next(20_000)}")],
        3 => ["PFCOUNT", .. Some(SketchOrName, 3)],
        4 => ["PFMERGE", Sketch(), .. Some(SketchOrName, 2)],
        _ => random.Next(8) == 0 ? ["SET", Sketch(), Value()] : ["GET", Sketch()],
    };

    private string[] Wrong() => random.Next(4) switch
    {
        0 => [Pick("SETNX", "SETEX", "GETSET", "GETDEL", "GETEX", "GETRANGE", "SETRANGE", "MSETNX", "COPY", "RENAME", "BITOP",
            "BITCOUNT", "BITPOS", "SETBIT", "GETBIT", "BITFIELD", "PFCOUNT", "OBJECT", "MEMORY", "DUMP", "RESTORE",
            "LCS", "TOUCH", "KEYS", "RANDOMKEY", "EXPIREAT", "EXPIRETIME", "INCRBYFLOAT"), .. random.Next(2) == 0 ? [Name()] : (string[])[]],
        1 => ["MSETNX", Name(), "1", Name()],
        2 => Pick("OBJECT ENCODING", "PFADD", "PFMERGE").Split(' '),
        _ => ["DUMP", "nosuch"],
    };

    private IEnumerable<string> SetOptions()
    {
        for (var left = random.Next(0, 4); left > 0; left--)
        {
            foreach (var word in random.Next(6) switch
            {
                0 => [Pick("NX", "XX")],
                1 => ["GET"],
                2 => ["KEEPTTL"],
                3 => [Pick("EX", "PX"), Lifetime()],
                4 => [Pick("EXAT", "PXAT"), Time()],
                _ => (string[])[Pick("EX", "PXAT", "KEEP", "GET")],
            })
            {
                yield return word;
            }
        }
    }

    private IEnumerable<string> ExpireOptions() => random.Next(3) == 0 ? Some(() => Pick("NX", "XX", "GT", "LT", "gt", "ZZ"), 2) : [];

    /// <summary>Decimal numbers of all sizes, as many digits as asked for on each side and more.</summary>
    private string Number(int digits) => random.Next(10) == 0
        ? Pick(Oddities)
        : string.Create(CultureInfo.InvariantCulture, $"{Pick("", "-")}{Digits(digits + 1)}.{Digits(random.Next(1, 20))}{(random.Next(6) == 0 ? $"e{random.Next(-20, 20)}" : "")}");

    private string Digits(int most) => string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => (char)('0' + random.Next(10))));

    private string Lifetime() => random.Next(8) == 0
        ? Pick("abc", "", "9223372036854775807", "9223372036854775", "-9223372036854775808", "0", "-1")
        : $"{100_000_000 + (_drawn++ * 50_000)}";

    private string Time() => random.Next(8) == 0
        ? Pick("abc", "9223372036854775807", "9223372036854775", "-5", "0", "1", "9223372036854776")
        : $"{20_000_000_000_000 + (_drawn++ * 10_000)}";

    private string Name() => names[$"key{random.Next(8)}"];

    private string Sketch() => names[$"hll{random.Next(4)}"];

    private string SketchOrName() => random.Next(12) == 0 ? Name() : Sketch();

    private string Index() => random.Next(12) == 0 ? Pick("x", "9223372036854775807", "-9223372036854775808", "") : $"{random.Next(-30, 40)}";

    private string Offset() => random.Next(10) == 0 ? Pick("-1", "x", "", "9999999999", "9223372036854775807") : $"{random.Next(300)}";

    private string Value() => random.Next(10) switch
    {
        < 3 => $"{random.Next(-100, 100)}",
        < 5 => Pick(Oddities),
        < 8 => string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Pick("a", "b", "\u00ff", "\0"))),
        _ => new string((char)('a' + random.Next(26)), random.Next(60)),
    };

    private string[] Some(Func<string> draw, int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => draw())];

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
