using K8sCache.Router.Caching;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling.HotKeys;

namespace K8sCache.Router.Routing;

/// <summary>What is done with keys that have a large share of the reads: as the topology says, and where it is silent, the options.</summary>
internal sealed partial class RouterLoop
{
    private double _hotShare;
    private NearCacheSpec? _near;

    /// <summary>Finds the keys with a large share of the reads; null where nobody wants to know.</summary>
    public HotKeySketch? HotKeys { get; private set; }

    /// <summary>Whether their reads are spread over all copies.</summary>
    public bool SpreadsHotKeys { get; private set; }

    /// <summary>Null unless it is switched on.</summary>
    public NearCache? NearCache { get; private set; }

    private NearCacheSpec? NearByOptions => Options.NearCacheBytes == 0 ? null : new NearCacheSpec
    {
        Bytes = Options.NearCacheBytes,
        StalenessMs = (int)Math.Max(1, Options.NearCacheStaleness.TotalMilliseconds),
    };

    private void FollowHotKeys(SchedulerSpec spec)
    {
        var hot = spec.HotKeys ?? new HotKeySpec { Spread = Options.SpreadHotKeys };
        var near = spec.NearCache ?? NearByOptions;
        SpreadsHotKeys = hot.Spread;
        if (near != _near)
        {
            // An empty one: it keeps nothing of before, and gives out nothing until what was written before is everywhere.
            _near = near;
            NearCache = near is null ? null : new NearCache(
                Math.Max(1, near.Bytes / Options.Threads), Ticks(TimeSpan.FromMilliseconds(near.StalenessMs)), Now);
        }

        var share = hot.Spread || near is not null ? hot.Percent / 100 : 0;
        if (share == _hotShare)
            return; // What was counted stays.
        _hotShare = share;
        HotKeys = share == 0 ? null : new HotKeySketch(new HotKeySettings { HotShare = share }, Random);
    }
}
