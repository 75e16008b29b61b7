using System.Buffers;
using K8sCache.Resp;

namespace K8sCache.Fuzz;

/// <summary>
/// Whatever a server sends, in whatever pieces, ends at the same byte or is invalid alike; the reader agrees with the
/// scanner about where that is.
/// </summary>
public sealed class ReplyScannerTarget : IFuzzTarget
{
    private static readonly RespLimits Limits = new() { BulkBytesMax = 6000, InlineBytesMax = 8000, NestingMax = 8 };

    public string Name => "reply-scanner";

    public byte[] Generate(Random random)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RespWriter(output, random.Next(2) == 0 ? RespVersion.Resp2 : RespVersion.Resp3);
        RandomReply.Write(writer, random, nestingLeft: 3);
        RandomReply.Write(writer, random, nestingLeft: 1);
        return Mutation.Apply([.. output.WrittenSpan], random);
    }

    public void Check(byte[] input)
    {
        (RespStatus Status, int Length)? expected = null;
        foreach (var ends in Splits.Of(input))
        {
            var outcome = Scan(input, ends);
            expected ??= outcome;
            Ensure.Equal(expected.Value, outcome, $"outcome in {ends.Length} pieces");
        }

        var (status, length) = expected!.Value;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var readStatus = RespReader.TryRead(input, Limits, out var value, out var consumed);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Ensure.That(allocated <= 4096 + (input.Length * 100L), $"allocated {allocated} bytes");
        Ensure.That(status == RespStatus.Done || readStatus == status, $"the reader said {readStatus}, the scanner {status}");
        if (readStatus != RespStatus.Done)
            return;
        Ensure.Equal(length, consumed, "length read");
        Ensure.That(value!.ToString() is not null, "a value");
    }

    private static (RespStatus Status, int Length) Scan(byte[] input, int[] ends)
    {
        var scanner = new RespReplyScanner(Limits);
        var outcome = (RespStatus.NeedMoreData, 0);
        foreach (var end in ends)
        {
            var status = scanner.TryScan(input.AsSpan(..end).ToArray(), out var length);
            Ensure.That(length >= 0 && length <= end, "a reply past the end");
            if (status != RespStatus.NeedMoreData)
                return (status, length);
        }

        return outcome;
    }
}
