namespace K8sCache.Storage.Tests.Steps;

/// <summary>Makes the message that a copy which is at a version should be sent, as a link does.</summary>
internal struct MessageMaker(EntryVersion? from) : IStepVisitor
{
    private const int RecentBytes = 512;

    public SentMessage? Message { get; private set; }

    public bool TryVisit(scoped in EntrySteps steps)
    {
        if (from is { } version ? steps.TryFrom(version, out var some) : steps.TryLast(RecentBytes, out some))
            Message = SentMessage.Of(some);
        return Message is not null;
    }

    public void Visit(scoped in EntryState entry) => Message = SentMessage.Of(entry);

    public static SentMessage Make(CacheEngine engine, byte[] key, EntryVersion? from)
    {
        var maker = new MessageMaker(from);
        engine.SnapshotSteps(key, ref maker);
        return maker.Message!;
    }

    public static SentMessage MakeWhole(CacheEngine engine, byte[] key)
    {
        var maker = new MessageMaker(null);
        engine.Snapshot(key, ref maker);
        return maker.Message!;
    }
}
