using System.Text;
using K8sCache.Resp;

namespace K8sCache.Fuzz;

/// <summary>
/// Requests that a router splits over nodes, whatever these answer and however it is cut: each gets exactly one well-formed reply, an
/// MGET's elements stand in the places of their keys, and where all nodes answer rightly the joined reply is right, to the byte.
/// </summary>
/// <param name="breaks">Nodes also answer what is malformed, redirect, and close in the middle of a reply.</param>
public sealed class RouterTarget(bool breaks) : IFuzzTarget
{
    private const int RequestsMax = 12;
    private const int KeysMax = 12;

    /// <summary>What an input begins with: how nodes answer, and a seed for what.</summary>
    private const int HeadBytes = 1 + sizeof(int);

    private static readonly string[] Names =
        ["MGET", "MGET", "MGET", "MSET", "DEL", "UNLINK", "EXISTS", "TOUCH", "GET", "DBSIZE", "KEYS *", "RANDOMKEY", "SCAN 0", "FLUSHALL", "INFO"];

    private readonly Lazy<FuzzedRouter> _router = new(() => new FuzzedRouter());

    public string Name => breaks ? "router-upstreams" : "router-joins";

    public byte[] Generate(Random random)
    {
        var bytes = new List<byte> { (byte)(breaks ? UpstreamManner.Any : random.Next(2) == 0 ? UpstreamManner.Right : UpstreamManner.WellFormed) };
        bytes.AddRange(BitConverter.GetBytes(random.Next()));
        for (var left = random.Next(1, RequestsMax); left > 0; left--)
        {
            var words = Names[random.Next(Names.Length)].Split(' ').ToList();
            if (words[0] is "MGET" or "MSET" or "DEL" or "UNLINK" or "EXISTS" or "TOUCH" or "GET")
            {
                for (var keys = words[0] == "GET" ? 1 : random.Next(1, KeysMax); keys > 0; keys--)
                {
                    words.Add($"key{random.Next(30)}");
                    if (words[0] == "MSET")
                        words.Add("value");
                }
            }

            bytes.AddRange(Encoding.ASCII.GetBytes($"*{words.Count}\r\n{string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"))}"));
        }

        return [.. bytes];
    }

    public void Check(byte[] input)
    {
        var manner = (UpstreamManner)input[0];
        var requests = input.AsSpan(HeadBytes);
        var replies = _router.Value.Exchange(requests, manner, BitConverter.ToInt32(input, 1), version: 2 + (input.Length % 2));
        var parser = new RespRequestParser(RespLimits.Default);
        foreach (var reply in replies)
        {
            Ensure.Equal(RespStatus.Done, parser.TryParse(requests, out var used, out var request), "the input's own request");
            var words = FuzzedUpstream.Words(request);
            requests = requests[used..];
            CheckReply(words, Encoding.Latin1.GetString(reply), manner);
        }
    }

    private void CheckReply(string[] words, string reply, UpstreamManner manner)
    {
        if (words[0] == "MGET" && reply[0] == '*' && manner == UpstreamManner.Right)
        {
            Ensure.Equal(FuzzedUpstream.Values(words.AsSpan(1)), reply, "the values of the keys");
            return;
        }

        if (manner != UpstreamManner.Right)
        {
            // Malformed bytes may be two replies for one, and then those behind them are taken for others'.
            if (manner == UpstreamManner.WellFormed && words[0] == "MGET" && reply[0] == '*' && _router.Value.Splits(words.AsSpan(1)))
                CheckPlaces(words, reply);
            return;
        }

        Ensure.Equal(words[0] switch
        {
            "MSET" or "FLUSHALL" => "+OK\r\n",
            "DEL" or "UNLINK" or "EXISTS" or "TOUCH" => $":{words.Length - 1}\r\n",
            "GET" => FuzzedUpstream.Value(words[1]),
            "DBSIZE" => $":{FuzzedRouter.Nodes * FuzzedUpstream.Size}\r\n",
            "KEYS" => $"*{FuzzedRouter.Nodes}\r\n{string.Concat(Enumerable.Repeat("$1\r\nk\r\n", FuzzedRouter.Nodes))}",
            "RANDOMKEY" => "$1\r\nk\r\n",
            _ => reply[0] == '-' || words[0] == "MGET" ? "no error" : reply,
        }, reply, words[0]);
    }

    /// <summary>Of nodes that answered rightly the values are in the places of their keys.</summary>
    private static void CheckPlaces(string[] words, string reply)
    {
        Ensure.Equal(RespStatus.Done, RespReader.TryRead(Encoding.Latin1.GetBytes(reply), RespLimits.Default, out var value, out _), "the joined reply");
        Ensure.Equal(words.Length - 1, value!.Items.Count, "one element for each key");
        for (var index = 1; index < words.Length; index++)
        {
            if (value.Items[index - 1] is { Type: RespPrefix.BulkString } element && element.Text.StartsWith(FuzzedUpstream.Mark, StringComparison.Ordinal))
                Ensure.Equal(FuzzedUpstream.Mark + words[index], element.Text, "the element in the place of its key");
        }
    }
}
