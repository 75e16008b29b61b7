using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Bitmaps;

/// <summary>Runs the steps of a BITFIELD that writes; the string grows to hold every field written.</summary>
internal ref struct FieldsUpdate(ReadOnlySpan<FieldStep> steps, int oldLength, Span<long?> answers) : IValueUpdate
{
    private readonly ReadOnlySpan<FieldStep> _steps = steps;
    private readonly Span<long?> _answers = answers;
    private readonly int _length = LengthFor(steps);

    public static bool RecordsSteps => true;

    public readonly long ReserveBytes => StringGrowth.Reserve(oldLength, _length);

    public readonly EngineStatus Update(scoped ref ValueEditor value)
    {
        if (value.Exists && value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        var isChanged = value.Payload.Length < _length;
        var bytes = StringGrowth.AtLeast(ref value, _length);
        for (var i = 0; i < _steps.Length; i++)
        {
            var old = _steps[i].Read(bytes);
            _answers[i] = _steps[i].Run(bytes);
            if (_steps[i].Action == FieldAction.Get)
                continue;
            isChanged |= _steps[i].Read(bytes) != old;
            value.Recorder?.BytesWritten(_steps[i].FirstByte, bytes[(int)_steps[i].FirstByte..(int)_steps[i].EndBytes]);
        }

        return isChanged ? EngineStatus.Ok : EngineStatus.Unchanged;
    }

    private static int LengthFor(ReadOnlySpan<FieldStep> steps)
    {
        long length = 0;
        foreach (var step in steps)
            length = step.Action == FieldAction.Get ? length : Math.Max(length, step.EndBytes);
        return (int)length;
    }
}
