using K8sCache.Storage.Values;

namespace K8sCache.Storage.Bitmaps;

/// <summary>Runs the steps of a BITFIELD that only reads.</summary>
internal readonly ref struct FieldsReader(ReadOnlySpan<FieldStep> steps, Span<long?> answers) : IValueReader
{
    private readonly ReadOnlySpan<FieldStep> _steps = steps;
    private readonly Span<long?> _answers = answers;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        Read(value.Payload);
        return EngineStatus.Ok;
    }

    public void Read(scoped ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < _steps.Length; i++)
            _answers[i] = _steps[i].Read(bytes);
    }
}
