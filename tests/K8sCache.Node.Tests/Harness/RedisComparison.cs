using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sCache.Node.Tests.Harness;

/// <summary>
/// Plays a script to a node and to redis-server and compares every reply, to the byte. A line is <c>client: command</c>;
/// the client's name stands for a connection; <c>&lt;</c> for a command reads a message nobody asked for. Pieces of replies that must differ are left out by a pattern.
/// </summary>
internal static class RedisComparison
{
    public static async Task RunAsync(string script, int version = 2, string ignored = "(?!)")
    {
        using var redis = await RedisProcess.StartAsync();
        await using var node = await TestNode.StartAsync();
        var expected = await PlayAsync(redis.EndPoint, script, version);
        var actual = await PlayAsync(node.EndPoint, script, version);
        var differences = new List<string>();
        foreach (var ((line, theirs), (_, ours)) in expected.Zip(actual))
        {
            if (Regex.Replace(theirs, ignored, "") != Regex.Replace(ours, ignored, ""))
                differences.Add($"{line}\nredis: {theirs}\nours:  {ours}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    /// <summary>Arguments by blanks; one that has some is put in quotes.</summary>
    public static byte[][] Split(string command) =>
    [
        .. Regex.Matches(command, "\"([^\"]*)\"|(\\S+)")
            .Select(match => Encoding.Latin1.GetBytes(match.Groups[1].Success ? match.Groups[1].Value : match.Value)),
    ];

    private static async Task<List<(string Line, string Reply)>> PlayAsync(IPEndPoint endPoint, string script, int version)
    {
        var clients = new Dictionary<string, RawClient>(StringComparer.Ordinal);
        var replies = new List<(string, string)>();
        try
        {
            foreach (var line in script.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var (name, command) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
                if (!clients.TryGetValue(name, out var client))
                {
                    clients[name] = client = await RawClient.ConnectAsync(endPoint);
                    if (version != 2)
                        await client.AskAsync($"HELLO {version}");
                }

                if (command.Trim() != "<")
                    await client.SendAsync(RawClient.Encode(Split(command)));
                replies.Add((line, await client.ReadTextAsync() ?? "(closed)"));
            }
        }
        finally
        {
            foreach (var client in clients.Values)
                client.Dispose();
        }

        return replies;
    }
}
