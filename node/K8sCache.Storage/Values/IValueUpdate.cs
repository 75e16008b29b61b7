namespace K8sCache.Storage.Values;

/// <summary>Changes one value under its shard's lock: short, and never calling the engine.</summary>
public interface IValueUpdate
{
    /// <summary>Most bytes this may add to the value: room is made before it runs. 0 = it adds none and makes no entry.</summary>
    long ReserveBytes { get; }

    /// <summary>
    /// Whether <see cref="ValueEditor.Recorder"/>, where there is one, is told of every change: only then do copies of a large
    /// value get the changes instead of the value.
    /// </summary>
    static virtual bool RecordsSteps => false;

    /// <summary>Whether nothing changes that a reader could see, so that the entry keeps its version.</summary>
    static virtual bool IsHousekeeping => false;

    /// <summary>
    /// <see cref="EngineStatus.Ok"/> = changed, so the entry gets a new version; anything else = the value is as it was.
    /// </summary>
    EngineStatus Update(scoped ref ValueEditor value);
}
