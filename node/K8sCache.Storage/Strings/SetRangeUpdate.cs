using K8sCache.Storage.Values;

namespace K8sCache.Storage.Strings;

/// <summary>Writes bytes from an offset on; what lies between the old end and the offset becomes zero bytes.</summary>
internal ref struct SetRangeUpdate(long offset, ReadOnlySpan<byte> bytes, int oldLength) : IValueUpdate
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public static bool RecordsSteps => true;

    /// <summary>Length of the value afterwards.</summary>
    public long Length { get; private set; }

    public readonly long ReserveBytes => _bytes.IsEmpty ? 0 : StringGrowth.Reserve(oldLength, offset + _bytes.Length);

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (value.Exists && value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        Length = value.Payload.Length;
        if (_bytes.IsEmpty)
            return EngineStatus.Unchanged;
        var end = (int)offset + _bytes.Length;
        _bytes.CopyTo(StringGrowth.AtLeast(ref value, end)[(int)offset..]);
        Length = value.Payload.Length;
        value.Recorder?.BytesWritten(offset, _bytes);
        return EngineStatus.Ok;
    }
}
