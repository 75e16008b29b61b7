using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Fuzz;

/// <summary>
/// Whatever arrives, in whatever pieces: the same requests and the same refusal, nothing beyond the end consumed,
/// memory by what arrived and not by what was claimed, no exception.
/// </summary>
public sealed class RequestParserTarget : IFuzzTarget
{
    /// <summary>Small, so that inputs reach them.</summary>
    private static readonly RespLimits Limits = new() { BulkBytesMax = 1000, ArgumentCountMax = 100, InlineBytesMax = 64 };

    /// <summary>Per byte of input: an argument takes four bytes at least and a range of eight, doubled when it grows.</summary>
    private const int AllocatedPerByteMax = 16;
    private const int AllocatedBaseMax = 8 * 1024;

    public string Name => "request-parser";

    public byte[] Generate(Random random)
    {
        var bytes = new List<byte>();
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            if (random.Next(3) == 0)
                AppendInline(bytes, random);
            else
                AppendArray(bytes, random);
        }

        return Mutation.Apply(bytes, random);
    }

    public void Check(byte[] input)
    {
        string? expected = null;
        foreach (var ends in Splits.Of(input))
        {
            var outcome = Parse(input, ends);
            expected ??= outcome;
            Ensure.Equal(expected, outcome, $"outcome in {ends.Length} pieces");
        }

        CheckAllocation(input);
    }

    private static void AppendArray(List<byte> bytes, Random random)
    {
        var count = random.Next(20) == 0 ? random.Next(-2, 1) : random.Next(1, 8);
        bytes.AddRange(Encoding.ASCII.GetBytes($"*{count}\r\n"));
        for (var i = 0; i < count; i++)
        {
            var argument = i == 0 ? CommandName(random) : RandomBytes(random);
            bytes.AddRange(Encoding.ASCII.GetBytes($"${argument.Length}\r\n"));
            bytes.AddRange(argument);
            bytes.AddRange("\r\n"u8);
        }
    }

    private static void AppendInline(List<byte> bytes, Random random)
    {
        bytes.AddRange(CommandName(random));
        for (var left = random.Next(4); left > 0; left--)
        {
            var quote = random.Next(3) switch { 0 => "\"", 1 => "'", _ => "" };
            bytes.AddRange(Encoding.Latin1.GetBytes(" " + quote));
            bytes.AddRange(RandomBytes(random).Take(10).Select(b => (byte)((b % 95) + 32)));
            bytes.AddRange(Encoding.Latin1.GetBytes(quote));
        }

        bytes.AddRange(random.Next(2) == 0 ? "\r\n"u8 : "\n"u8);
    }

    private static byte[] CommandName(Random random)
    {
        var commands = CommandTable.Default.Commands;
        return Encoding.ASCII.GetBytes(commands[random.Next(commands.Count)].Name);
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(10) == 0 ? random.Next(1100) : random.Next(12)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A text of all that was found; each piece is shown in an array of exactly its size.</summary>
    private static string Parse(byte[] input, int[] ends)
    {
        var parser = new RespRequestParser(Limits);
        var outcome = new StringBuilder();
        var at = 0;
        foreach (var end in ends)
        {
            while (true)
            {
                var status = parser.TryParse(input.AsSpan(at..end).ToArray(), out var consumed, out var request);
                Ensure.That(consumed >= 0 && at + consumed <= end, "consumed past the end");
                at += consumed;
                if (status == RespStatus.Invalid)
                    return outcome.Append("refused: ").Append(Encoding.Latin1.GetString(parser.Error)).ToString();
                if (status == RespStatus.NeedMoreData)
                    break;
                Ensure.That(consumed > 0 && request.Count > 0, "found a request in nothing");
                for (var i = 0; i < request.Count; i++)
                    outcome.Append(Convert.ToHexString(request[i])).Append(' ');
                CommandTable.Default.Resolve(request, out _);
                outcome.Append(request.IsInline ? "inline" : Convert.ToHexString(request.Wire)).Append('\n');
            }
        }

        return outcome.Append("consumed ").Append(at).ToString();
    }

    private static void CheckAllocation(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var parser = new RespRequestParser(Limits);
        var at = 0;
        while (parser.TryParse(input.AsSpan(at), out var consumed, out _) == RespStatus.Done)
            at += consumed;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Ensure.That(allocated <= AllocatedBaseMax + (input.Length * AllocatedPerByteMax), $"allocated {allocated} bytes");
    }
}
