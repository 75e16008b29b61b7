using System.Text;
using K8sCache.Node.Sessions;

namespace K8sCache.Node.Tracking;

/// <summary>What CLIENT TRACKING ON was called with, and Redis' words for what cannot be (networking.c, tracking.c).</summary>
internal sealed class TrackingWish
{
    private const string Overlap = "Prefixes for a single client must not overlap.";

    public bool IsBroadcast { get; set; }

    public bool IsOptIn { get; set; }

    public bool IsOptOut { get; set; }

    public bool SkipsOwn { get; set; }

    public long Redirect { get; set; }

    public List<byte[]> Prefixes { get; } = [];

    /// <summary>An error's text without its code; null when all is well.</summary>
    /// <param name="current">How the client tracks already; null if it does not.</param>
    public string? ProblemWith(ClientTracking? current)
    {
        if (!IsBroadcast && Prefixes.Count > 0)
            return "PREFIX option requires BCAST mode to be enabled";
        if (current is not null && current.IsBroadcast != IsBroadcast)
            return "You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.";
        if (IsBroadcast && (IsOptIn || IsOptOut))
            return "OPTIN and OPTOUT are not compatible with BCAST";
        if (IsOptIn && IsOptOut)
            return "You can't specify both OPTIN mode and OPTOUT mode";
        if (current is not null && ((IsOptIn && current.IsOptOut) || (IsOptOut && current.IsOptIn)))
            return "You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.";
        return IsBroadcast ? OverlapIn(current?.Prefixes ?? []) : null;
    }

    /// <summary>Prefixes are added to those the client has.</summary>
    public TrackingOptions Make(ClientSession session)
    {
        IEnumerable<byte[]> prefixes = [.. session.Tracking?.Prefixes ?? [], .. Prefixes];
        if (IsBroadcast && !prefixes.Any())
            prefixes = [[]];
        return new TrackingOptions
        {
            IsBroadcast = IsBroadcast,
            IsOptIn = IsOptIn,
            IsOptOut = IsOptOut,
            SkipsOwn = SkipsOwn,
            Redirect = Redirect,
            Prefixes = [.. prefixes.OrderBy(prefix => Encoding.Latin1.GetString(prefix), StringComparer.Ordinal)],
        };
    }

    private string? OverlapIn(IReadOnlyList<byte[]> existing)
    {
        for (var i = 0; i < Prefixes.Count; i++)
        {
            foreach (var other in existing)
            {
                if (Overlaps(Prefixes[i], other))
                    return $"Prefix '{Text(Prefixes[i])}' overlaps with an existing prefix '{Text(other)}'. {Overlap}";
            }

            for (var j = i + 1; j < Prefixes.Count; j++)
            {
                if (Overlaps(Prefixes[i], Prefixes[j]))
                    return $"Prefix '{Text(Prefixes[i])}' overlaps with another provided prefix '{Text(Prefixes[j])}'. {Overlap}";
            }
        }

        return null;
    }

    private static bool Overlaps(byte[] one, byte[] other) => one.AsSpan().StartsWith(other) || other.AsSpan().StartsWith(one);

    private static string Text(byte[] prefix) => Encoding.Latin1.GetString(prefix);
}
