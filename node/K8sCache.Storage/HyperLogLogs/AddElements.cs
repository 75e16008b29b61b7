using K8sCache.Storage.Steps;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.HyperLogLogs;

/// <summary>Adds elements; makes an empty HyperLogLog where there is none.</summary>
internal ref struct AddElements<TElements>(TElements elements) : IValueUpdate
    where TElements : IKeyList, allows ref struct
{
    private readonly TElements _elements = elements;

    public static bool RecordsSteps => true;

    public readonly long ReserveBytes => HyperLogLog.DenseBytes;

    public readonly EngineStatus Update(scoped ref ValueEditor value)
    {
        if (value.Exists && value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        if (value.Exists && !HyperLogLog.IsOne(value.Payload))
            return EngineStatus.NotHyperLogLog;
        var sketch = new Sketch(value.Exists ? value.Payload : HyperLogLog.Empty());
        try
        {
            return AddTo(ref sketch, ref value);
        }
        finally
        {
            sketch.Dispose();
        }
    }

    /// <summary>The header always: what a copy counted last stands there, and is out of date now.</summary>
    private static void RecordDifference(StepRecorder? recorder, ReadOnlySpan<byte> before, ReadOnlySpan<byte> now)
    {
        // Sparse ones are shorter than what is worth recording, but for those that change their form.
        if (recorder is null || before.Length != now.Length)
            return;
        recorder.BytesWritten(0, now[..HyperLogLog.HeaderBytes]);
        for (var at = HyperLogLog.HeaderBytes; at < now.Length; at++)
        {
            at += before[at..].CommonPrefixLength(now[at..]);
            if (at < now.Length)
                recorder.BytesWritten(at, now.Slice(at, 1));
        }
    }

    private readonly EngineStatus AddTo(scoped ref Sketch sketch, scoped ref ValueEditor value)
    {
        var isChanged = !value.Exists;
        for (var i = 0; i < _elements.Count; i++)
        {
            var (index, rank) = HyperLogLog.Place(_elements.Key(i));
            isChanged |= sketch.Raise(index, rank);
        }

        if (sketch.IsDamaged)
            return EngineStatus.Malformed;
        if (!isChanged)
            return EngineStatus.Unchanged;
        sketch.ForgetCount();
        RecordDifference(value.Recorder, value.Payload, sketch.Bytes);
        sketch.Bytes.CopyTo(value.SetPayload(EntryKind.String, sketch.Bytes.Length));
        return EngineStatus.Ok;
    }
}
