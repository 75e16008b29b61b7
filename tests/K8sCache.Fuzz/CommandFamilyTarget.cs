using System.Text;
using K8sCache.Commands;

namespace K8sCache.Fuzz;

/// <summary>
/// Whatever well-formed requests of a family a client sends, right ones and wrong ones, on keys of any kind: a node answers
/// each with exactly one well-formed reply, and goes on serving.
/// </summary>
public sealed class CommandFamilyTarget(CommandGroup group) : IFuzzTarget
{
    private const int RequestsMax = 40;

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "2", "3", "5", "-3", "7", "10", "16", "63", "64", "100", "1000", "1.5", "-2.5e3", "1e400", "inf", "-inf", "nan",
        "2147483648", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "", "x", " 1",
    ];

    /// <summary>Option words of all families, and what stands beside them.</summary>
    private static readonly string[] Words =
        ("NX XX GT LT CH INCR GET KEEPTTL EX PX EXAT PXAT PERSIST REPLACE DB ABSTTL IDLETIME FREQ MATCH COUNT TYPE SAMPLES WITHVALUES WITHSCORES "
        + "WITHSCORE BYSCORE BYLEX REV LIMIT WEIGHTS AGGREGATE SUM MIN MAX AND OR XOR NOT BIT BYTE SET INCRBY OVERFLOW WRAP SAT FAIL LEN IDX "
        + "MINMATCHLEN WITHMATCHLEN BEFORE AFTER LEFT RIGHT RANK MAXLEN FIELDS FNX FXX STORE ASC DESC ALPHA u8 i16 u63 i64 #1 #3 [a (b + - (1 [ ( "
        + "a b c ab abc * a* ?[ string hash list set zset").Split(' ');

    private static readonly Dictionary<CommandGroup, CommandSpec[]> ByGroup = CommandTable.Default.Commands
        .Where(command => (command.Flags & CommandFlags.Internal) == 0)
        .SelectMany(command => command.Subcommands.Prepend(command))
        .GroupBy(command => command.Group)
        .ToDictionary(family => family.Key, family => family.ToArray());

    /// <summary>What makes the keys: each kind, small and large.</summary>
    private static readonly string[] Makers =
        ["SET", "APPEND", "SETRANGE", "SETBIT", "PFADD", "HSET", "SADD", "ZADD", "RPUSH", "LPUSH", "PEXPIRE"];

    private static readonly CommandSpec[] Making =
        [.. CommandTable.Default.Commands.Where(command => Makers.Contains(command.Name.ToUpperInvariant()))];

    public string Name { get; } = string.Create(group.ToString().Length + 9, group, static (span, family) =>
    {
        "commands-".CopyTo(span);
        family.ToString().AsSpan().ToLowerInvariant(span[9..]);
    });

    public byte[] Generate(Random random)
    {
        var bytes = new List<byte>();
        for (var left = random.Next(1, RequestsMax); left > 0; left--)
        {
            var commands = random.Next(3) == 0 ? Making : ByGroup[group];
            Append(bytes, Arguments(commands[random.Next(commands.Length)], random));
        }

        return [.. bytes];
    }

    public void Check(byte[] input) => FuzzedNode.Shared.Check(input);

    private static List<byte[]> Arguments(CommandSpec command, Random random)
    {
        var arguments = command.Name.Split('|').Select(Encoding.ASCII.GetBytes).ToList();
        var count = command.Arity > 0 && random.Next(20) > 0
            ? command.Arity
            : Math.Max(1, Math.Abs(command.Arity) + random.Next(-1, random.Next(10) == 0 ? 200 : 8));
        while (arguments.Count < count)
        {
            var isKey = command.Keys.First > 0 && arguments.Count >= command.Keys.First
                && arguments.Count <= command.Keys.LastIn(count) && (arguments.Count - command.Keys.First) % command.Keys.Step == 0;
            arguments.Add(isKey && random.Next(30) > 0 ? Key(random) : Argument(random));
        }

        return arguments;
    }

    private static byte[] Key(Random random) => Encoding.ASCII.GetBytes($"key{random.Next(8)}");

    private static byte[] Argument(Random random)
    {
        switch (random.Next(12))
        {
            case < 4:
                return Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]);
            case < 9:
                return Encoding.ASCII.GetBytes(Words[random.Next(Words.Length)]);
            case 9:
                return Key(random);
            case 10:
                return Encoding.ASCII.GetBytes($"{random.Next(-50, 50)}");
            default:
                var bytes = new byte[random.Next(random.Next(20) == 0 ? 3000 : 20)];
                random.NextBytes(bytes);
                return bytes;
        }
    }

    private static void Append(List<byte> bytes, List<byte[]> arguments)
    {
        bytes.AddRange(Encoding.ASCII.GetBytes($"*{arguments.Count}\r\n"));
        foreach (var argument in arguments)
        {
            bytes.AddRange(Encoding.ASCII.GetBytes($"${argument.Length}\r\n"));
            bytes.AddRange(argument);
            bytes.AddRange("\r\n"u8);
        }
    }
}
