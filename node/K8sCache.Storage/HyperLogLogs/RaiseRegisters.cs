using K8sCache.Storage.Values;

namespace K8sCache.Storage.HyperLogLogs;

/// <summary>Raises all registers to those of a union; makes the HyperLogLog where there is none.</summary>
internal struct RaiseRegisters(byte[] ranks, bool dense) : IValueUpdate
{
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
            if (dense)
                sketch.MakeDense();
            for (var i = 0; i < ranks.Length && !sketch.IsDamaged; i++)
            {
                if (ranks[i] > 0)
                    sketch.Raise(i, ranks[i]);
            }

            if (sketch.IsDamaged)
                return EngineStatus.Malformed;
            sketch.ForgetCount();
            sketch.Bytes.CopyTo(value.SetPayload(EntryKind.String, sketch.Bytes.Length));
            return EngineStatus.Ok;
        }
        finally
        {
            sketch.Dispose();
        }
    }
}
