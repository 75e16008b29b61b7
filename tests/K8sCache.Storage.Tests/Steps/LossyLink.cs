using System.Text;

namespace K8sCache.Storage.Tests.Steps;

/// <summary>
/// A primary's way to one copy that loses, doubles and shuffles what is sent, and sends again what was lost: a write is
/// acknowledged once the copy said that it has it.
/// </summary>
internal sealed class LossyLink(CacheEngine primary, CacheEngine copy, Random random)
{
    private readonly List<(SentMessage Message, EntryVersion Wanted)> _underWay = [];
    private readonly Dictionary<string, EntryVersion> _sent = [];

    /// <summary>By key.</summary>
    public Dictionary<string, int> StepsTaken { get; } = [];

    public int StatesAskedFor { get; private set; }

    public bool IsEmpty => _underWay.Count == 0;

    public void Send(byte[] key)
    {
        var name = Convert.ToHexString(key);
        // Sometimes the link is a new one, sometimes it is wrong about what arrived.
        var message = random.Next(20) == 0 || !_sent.TryGetValue(name, out var from)
            ? MessageMaker.Make(primary, key, null)
            : MessageMaker.Make(primary, key, from);
        _sent[name] = message.Version;
        _underWay.Add((message, message.Version));
    }

    /// <summary>Something happens to something that is under way, most often to what was sent first.</summary>
    public void Step(bool lossy)
    {
        if (IsEmpty)
            return;
        var index = lossy && random.Next(5) == 0 ? random.Next(_underWay.Count) : 0;
        var (message, wanted) = _underWay[index];
        if (lossy && random.Next(20) == 0)
        {
            // Lost: sent again as it is by now.
            _underWay[index] = (MessageMaker.Make(primary, message.Key, null), wanted);
            return;
        }

        if (!lossy || random.Next(15) > 0)
            _underWay.RemoveAt(index);
        Deliver(message, wanted);
    }

    private void Deliver(SentMessage message, EntryVersion wanted)
    {
        switch (message.Deliver(copy))
        {
            case EngineStatus.Ok:
                var name = Encoding.UTF8.GetString(message.Key);
                StepsTaken[name] = StepsTaken.GetValueOrDefault(name) + (message.IsSteps ? 1 : 0);
                break;
            case EngineStatus.OtherBase:
                StatesAskedFor++;
                _underWay.Add((MessageMaker.MakeWhole(primary, message.Key), wanted));
                return;
            case EngineStatus.Stale:
                if (primary.Supersede(message.Key, copy.ClockOf(message.Key)))
                    _underWay.Add((MessageMaker.MakeWhole(primary, message.Key), wanted));
                break;
            default:
                Assert.Fail("a copy refused what it was sent");
                break;
        }

        Assert.True(copy.ClockOf(message.Key) >= wanted.Clock, "a write was acknowledged that the copy has not");
    }
}
