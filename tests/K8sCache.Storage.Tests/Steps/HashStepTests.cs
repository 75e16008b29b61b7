using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Tests.Steps;

/// <summary>Steps of hashes whose fields expire: each copy drops them by its own clock.</summary>
public sealed class HashStepTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    public void A_copy_drops_a_field_whose_expiry_came_as_a_step(int fieldCount)
    {
        var (primary, copy) = (MakeNode(1, fieldCount), MakeNode(2));
        var whole = MessageMaker.MakeWhole(primary, Engines.Bytes("h"));
        whole.Deliver(copy);
        primary.HashExpire(
            "h"u8, new TextFields(("field 1", "")), _time.NowMs + 10, ExpireConditions.None, new FieldExpiryOutcome[1]);
        var step = MessageMaker.Make(primary, Engines.Bytes("h"), whole.Version);
        Assert.True(step.IsSteps);
        Assert.Equal(EngineStatus.Ok, step.Deliver(copy));
        var told = new List<RemovalReason>();
        copy.Removals = (_, reason) => told.Add(reason);
        _time.Advance(10);
        copy.SweepFields(100);
        Assert.Equal([RemovalReason.FieldsExpired], told);
        Assert.Equal(fieldCount - 1, copy.GetFields("h")!.Count);
        Assert.Null(copy.CheckAccounting());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    public void A_copy_that_dropped_the_other_fields_has_no_hash_without_fields(int fieldCount)
    {
        var (primary, copy) = (MakeNode(1, fieldCount), MakeNode(2));
        var names = Enumerable.Range(1, fieldCount - 1).Select(i => ($"field {i}", "")).ToArray();
        primary.HashExpire(
            "h"u8, new TextFields(names), _time.NowMs + 10, ExpireConditions.None, new FieldExpiryOutcome[names.Length]);
        var whole = MessageMaker.MakeWhole(primary, Engines.Bytes("h"));
        whole.Deliver(copy);
        primary.HashDelete("h"u8, new TextFields(("field 0", "")), out _);
        var step = MessageMaker.Make(primary, Engines.Bytes("h"), whole.Version);
        Assert.True(step.IsSteps);

        // The copy's clock reaches the time before the step does.
        _time.Advance(10);
        copy.SweepFields(100);
        Assert.Equal(EngineStatus.Ok, step.Deliver(copy));
        primary.SweepFields(100);
        Assert.Equal(EntryKind.None, primary.KindOf("h"u8));
        Assert.Equal(EntryKind.None, copy.KindOf("h"u8));
        Assert.Null(copy.CheckAccounting());
    }

    private CacheEngine MakeNode(uint id, int fieldCount = 0)
    {
        var engine = Engines.Make(_time, nodeId: id, tombstones: true);
        engine.KeepSteps = true;
        for (var i = 0; i < fieldCount; i++)
            engine.HashSet("h"u8, new TextFields(($"field {i}", new string('v', 300))), out _);
        return engine;
    }
}
