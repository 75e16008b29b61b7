using System.Text;
using K8sCache.Resp;

namespace K8sCache.Serving.Tracking;

/// <summary>A CLIENT TRACKING request, and Redis's words for what cannot be (networking.c, tracking.c).</summary>
public sealed class TrackingRequest
{
    private const int FirstOption = 3;
    private const string Overlap = "Prefixes for a single client must not overlap.";

    private readonly List<byte[]> _prefixes = [];
    private bool _isBroadcast;
    private bool _isOptIn;
    private bool _isOptOut;
    private bool _skipsOwn;
    private long _redirect;

    /// <summary>ON; OFF otherwise.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Reads a request.</summary>
    /// <param name="problemWithRedirect">Why clients can't be told through the connection of an id: an error; null if they can.</param>
    /// <returns>Null when it can't be; the error is written.</returns>
    public static TrackingRequest? Parse(
        in RespRequest request, TrackingState? current, Func<long, string?> problemWithRedirect, RespWriter errors)
    {
        var tracking = new TrackingRequest();
        var problem = tracking.ReadOptions(request, problemWithRedirect) ?? tracking.ReadSwitch(request[2], current);
        if (problem is null)
            return tracking;
        errors.WriteError(Encoding.Latin1.GetBytes(problem));
        return null;
    }

    /// <summary>What the client is to be told of now; prefixes are added to those it has.</summary>
    public TrackingOptions Over(TrackingOptions? current)
    {
        IEnumerable<byte[]> prefixes = [.. current?.Prefixes ?? [], .. _prefixes];
        if (_isBroadcast && !prefixes.Any())
            prefixes = [[]];
        return new TrackingOptions
        {
            IsBroadcast = _isBroadcast,
            IsOptIn = _isOptIn,
            IsOptOut = _isOptOut,
            SkipsOwn = _skipsOwn,
            Redirect = _redirect,
            Prefixes = [.. prefixes.OrderBy(Text, StringComparer.Ordinal)],
        };
    }

    private static string Text(byte[] prefix) => Encoding.Latin1.GetString(prefix);

    private static bool Overlaps(byte[] one, byte[] other) => one.AsSpan().StartsWith(other) || other.AsSpan().StartsWith(one);

    private string? ReadOptions(in RespRequest request, Func<long, string?> problemWithRedirect)
    {
        for (var index = FirstOption; index < request.Count; index++)
        {
            var option = request[index];
            var hasMore = index + 1 < request.Count;
            if (Ascii.EqualsIgnoreCase(option, "REDIRECT"u8) && hasMore)
            {
                if (ReadRedirect(request[++index], problemWithRedirect) is { } problem)
                    return problem;
            }
            else if (Ascii.EqualsIgnoreCase(option, "BCAST"u8))
                _isBroadcast = true;
            else if (Ascii.EqualsIgnoreCase(option, "OPTIN"u8))
                _isOptIn = true;
            else if (Ascii.EqualsIgnoreCase(option, "OPTOUT"u8))
                _isOptOut = true;
            else if (Ascii.EqualsIgnoreCase(option, "NOLOOP"u8))
                _skipsOwn = true;
            else if (Ascii.EqualsIgnoreCase(option, "PREFIX"u8) && hasMore)
                _prefixes.Add(request[++index].ToArray());
            else
                return Encoding.ASCII.GetString(RedisErrors.Syntax);
        }

        return null;
    }

    private string? ReadRedirect(ReadOnlySpan<byte> id, Func<long, string?> problemWithRedirect)
    {
        if (_redirect != 0)
            return "ERR A client can only redirect to a single other client";
        return RespNumber.TryParse(id, out _redirect)
            ? problemWithRedirect(_redirect)
            : Encoding.ASCII.GetString(RedisErrors.NotAnInteger);
    }

    private string? ReadSwitch(ReadOnlySpan<byte> word, TrackingState? current)
    {
        IsOn = Ascii.EqualsIgnoreCase(word, "ON"u8);
        if (!IsOn)
            return Ascii.EqualsIgnoreCase(word, "OFF"u8) ? null : Encoding.ASCII.GetString(RedisErrors.Syntax);
        return ProblemWith(current?.Options) is { } problem ? "ERR " + problem : null;
    }

    private string? ProblemWith(TrackingOptions? current)
    {
        if (!_isBroadcast && _prefixes.Count > 0)
            return "PREFIX option requires BCAST mode to be enabled";
        if (current is not null && current.IsBroadcast != _isBroadcast)
            return "You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.";
        if (_isBroadcast && (_isOptIn || _isOptOut))
            return "OPTIN and OPTOUT are not compatible with BCAST";
        if (_isOptIn && _isOptOut)
            return "You can't specify both OPTIN mode and OPTOUT mode";
        if (current is not null && ((_isOptIn && current.IsOptOut) || (_isOptOut && current.IsOptIn)))
            return "You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.";
        return _isBroadcast ? OverlapIn(current?.Prefixes ?? []) : null;
    }

    private string? OverlapIn(IReadOnlyList<byte[]> existing)
    {
        for (var index = 0; index < _prefixes.Count; index++)
        {
            var prefix = _prefixes[index];
            if (existing.FirstOrDefault(other => Overlaps(prefix, other)) is { } old)
                return $"Prefix '{Text(prefix)}' overlaps with an existing prefix '{Text(old)}'. {Overlap}";
            if (_prefixes.Skip(index + 1).FirstOrDefault(other => Overlaps(prefix, other)) is { } given)
                return $"Prefix '{Text(prefix)}' overlaps with another provided prefix '{Text(given)}'. {Overlap}";
        }

        return null;
    }
}
