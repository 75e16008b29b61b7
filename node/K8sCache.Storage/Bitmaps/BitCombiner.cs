using System.Runtime.InteropServices;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Bitmaps;

/// <summary>Combines strings bit by bit, read one after the other; shorter ones as if zero bytes followed.</summary>
internal struct BitCombiner(BitOperation operation) : IValueReader
{
    private bool _hasFirst;

    public byte[] Result { get; private set; } = [];

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        Add(value.Payload);
        return EngineStatus.Ok;
    }

    public void Add(ReadOnlySpan<byte> source)
    {
        if (!_hasFirst)
        {
            _hasFirst = true;
            Result = source.ToArray();
            if (operation == BitOperation.Not)
                Invert(Result);
            return;
        }

        if (source.Length > Result.Length)
        {
            var longer = new byte[source.Length];
            Result.CopyTo(longer, 0);
            Result = longer;
        }

        Combine(Result.AsSpan(0, source.Length), source);
        if (operation == BitOperation.And)
            Result.AsSpan(source.Length).Clear();
    }

    private static void Invert(Span<byte> bytes)
    {
        foreach (ref var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            word = ~word;
        foreach (ref var rest in bytes[(bytes.Length & ~(sizeof(ulong) - 1))..])
            rest = (byte)~rest;
    }

    private readonly void Combine(Span<byte> target, ReadOnlySpan<byte> source)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(target);
        var sourceWords = MemoryMarshal.Cast<byte, ulong>(source);
        for (var i = 0; i < words.Length; i++)
            words[i] = Combine(words[i], sourceWords[i]);
        for (var i = words.Length * sizeof(ulong); i < target.Length; i++)
            target[i] = (byte)Combine(target[i], source[i]);
    }

    private readonly ulong Combine(ulong left, ulong right) => operation switch
    {
        BitOperation.And => left & right,
        BitOperation.Or => left | right,
        BitOperation.Xor => left ^ right,
        BitOperation.Not => throw new InvalidOperationException("NOT has one source."),
    };
}
