using System.Text;

namespace K8sCache.Resp.Tests;

/// <summary>What the request parser made of a feed: arguments joined by bars, and the refusal that ended it.</summary>
internal sealed record ParsedFeed(IReadOnlyList<string> Requests, string? Error, int FirstEnd)
{
    public static ParsedFeed Of(RespFeed feed, RespLimits limits)
    {
        var parser = new RespRequestParser(limits);
        var requests = new List<string>();
        var (at, firstEnd) = (0, 0);
        foreach (var end in feed.Ends)
        {
            while (true)
            {
                var status = parser.TryParse(feed.Bytes.AsSpan(at, end - at), out var consumed, out var request);
                at += consumed;
                if (status == RespStatus.Invalid)
                    return new ParsedFeed(requests, Encoding.Latin1.GetString(parser.Error), firstEnd);
                if (status == RespStatus.NeedMoreData)
                    break;
                requests.Add(Join(request));
                if (requests.Count == 1)
                    firstEnd = at;
            }
        }

        return new ParsedFeed(requests, null, firstEnd);
    }

    private static string Join(in RespRequest request)
    {
        var arguments = new List<string>();
        for (var i = 0; i < request.Count; i++)
            arguments.Add(Encoding.Latin1.GetString(request[i]));
        return string.Join('|', arguments);
    }
}
