using System.Buffers;

namespace K8sCache.Client.Caching;

/// <summary>A piece of a value made of several, so that a header can stand before bytes without copying them.</summary>
internal sealed class Segment : ReadOnlySequenceSegment<byte>
{
    private Segment(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
    }

    public static ReadOnlySequence<byte> Join(ReadOnlyMemory<byte> head, in ReadOnlySequence<byte> rest)
    {
        var first = new Segment(head, 0);
        var last = first;
        foreach (var memory in rest)
        {
            var next = new Segment(memory, last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
