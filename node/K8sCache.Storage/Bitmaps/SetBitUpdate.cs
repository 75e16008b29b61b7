using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Bitmaps;

/// <summary>Sets one bit; the string grows to hold it.</summary>
internal struct SetBitUpdate(long offset, int bit, int oldLength) : IValueUpdate
{
    private readonly int _length = (int)(offset / BitString.BitsPerByte) + 1;

    public static bool RecordsSteps => true;

    public int OldBit { get; private set; }

    public readonly long ReserveBytes => StringGrowth.Reserve(oldLength, _length);

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (value.Exists && value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        OldBit = BitString.Get(value.Payload, offset);
        if (value.Payload.Length >= _length && OldBit == bit)
            return EngineStatus.Unchanged;
        BitString.Set(StringGrowth.AtLeast(ref value, _length), offset, bit);
        value.Recorder?.BytesWritten(_length - 1, value.Payload.Slice(_length - 1, 1));
        return EngineStatus.Ok;
    }
}
