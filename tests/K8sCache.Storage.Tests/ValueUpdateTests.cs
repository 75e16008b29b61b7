using K8sCache.Storage.Values;

namespace K8sCache.Storage.Tests;

/// <summary>The seam all kinds of values are built on.</summary>
public sealed class ValueUpdateTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_missing_entry_is_made_edited_and_removed()
    {
        var engine = Engines.Make(_time);
        var make = new Edit((scoped ref ValueEditor value) =>
        {
            Assert.False(value.Exists);
            "head-tail"u8.CopyTo(value.SetPayload(EntryKind.String, 9));
            value.ExpiresAtMs = value.NowMs + 50;
            return EngineStatus.Ok;
        });
        Assert.Equal(EngineStatus.Ok, engine.Update("k"u8, ref make));
        var splice = new Edit((scoped ref ValueEditor value) =>
        {
            "+++"u8.CopyTo(value.Splice(4, 1, 3));
            return EngineStatus.Ok;
        });
        Assert.Equal(EngineStatus.Ok, engine.Update("k"u8, ref splice));
        var taken = new TakenValue();
        engine.Get("k"u8, ref taken);
        Assert.Equal("head+++tail", taken.Text);
        Assert.Equal(EngineStatus.Ok, engine.GetExpiry("k"u8, out var expiresAtMs));
        Assert.NotEqual(0, expiresAtMs);

        var delete = new Edit((scoped ref ValueEditor value) =>
        {
            value.Delete();
            return EngineStatus.Ok;
        });
        Assert.Equal(EngineStatus.Ok, engine.Update("k"u8, ref delete));
        Assert.Equal(0, engine.Count);
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void What_changes_nothing_gets_no_new_version()
    {
        var engine = Engines.Make(_time);
        engine.Set("k"u8, "v"u8);
        var before = engine.ClockOf("k"u8);
        var nothing = new Edit((scoped ref ValueEditor value) => EngineStatus.Unchanged);
        Assert.Equal(EngineStatus.Unchanged, engine.Update("k"u8, ref nothing));
        Assert.Equal(before, engine.ClockOf("k"u8));
    }

    [Fact]
    public void A_large_value_is_charged_what_it_grows_to()
    {
        var engine = Engines.Make(_time);
        var make = new Edit((scoped ref ValueEditor value) =>
        {
            value.SetLarge(EntryKind.List, new Ballast { Bytes = 1000 });
            return EngineStatus.Ok;
        });
        Assert.Equal(EngineStatus.Ok, engine.Update("k"u8, ref make));
        var small = engine.MemoryUsedBytes;
        var grow = new Edit((scoped ref ValueEditor value) =>
        {
            ((Ballast)value.Large!).Bytes += 5000;
            return EngineStatus.Ok;
        });
        engine.Update("k"u8, ref grow);
        Assert.Equal(small + 5000, engine.MemoryUsedBytes);
        Assert.Null(engine.CheckAccounting());
        engine.Delete("k"u8);
        Assert.True(engine.MemoryUsedBytes < small);
        Assert.Null(engine.CheckAccounting());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_change_that_fails_half_way_leaves_nothing_under_the_old_version(bool isLarge)
    {
        var engine = Engines.Make(_time);
        var make = new Edit((scoped ref ValueEditor value) =>
        {
            if (isLarge)
                value.SetLarge(EntryKind.List, new Ballast { Bytes = 1000 });
            else
                "whole"u8.CopyTo(value.SetPayload(EntryKind.String, 5));
            return EngineStatus.Ok;
        });
        engine.Update("k"u8, ref make);
        var before = engine.ClockOf("k"u8);
        var fail = new Edit((scoped ref ValueEditor value) =>
        {
            if (isLarge)
                ((Ballast)value.Large!).Bytes += 5000;
            else
                "half"u8.CopyTo(value.SetPayload(EntryKind.String, 4000));
            throw new InvalidOperationException("in the middle");
        });
        Assert.Throws<InvalidOperationException>(() => engine.Update("k"u8, ref fail));
        Assert.Equal(0, engine.Count);
        Assert.Null(engine.CheckAccounting());

        Assert.Equal(EngineStatus.Ok, engine.Update("k"u8, ref make));
        Assert.True(engine.ClockOf("k"u8) > before);
        Assert.Null(engine.CheckAccounting());
    }

    private delegate EngineStatus EditAction(scoped ref ValueEditor value);

    private readonly struct Edit(EditAction action) : IValueUpdate
    {
        public long ReserveBytes => 8192;

        public EngineStatus Update(scoped ref ValueEditor value) => action(ref value);
    }

    private sealed class Ballast : LargeValue
    {
        public long Bytes { get; set; }

        public override int Count => 1;

        public override long HeapBytes => Bytes;

        public override byte[] Pack() => [1];
    }
}
