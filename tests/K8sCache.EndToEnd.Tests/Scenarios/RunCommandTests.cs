using System.Net.Sockets;
using System.Text.RegularExpressions;
using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary><c>make run</c> as a user meets it (without the build before it).</summary>
public sealed partial class RunCommandTests
{
    [Fact]
    public async Task It_prints_how_to_connect_and_ends_without_a_trace()
    {
        var apiPort = FreePort.Next();
        var environment = new Dictionary<string, string> { ["API_PORT"] = $"{apiPort}" };
        for (var round = 0; round < 2; round++)
        {
            // A shell that runs these tests in the background has them ignore Ctrl-C; a user's terminal does not.
            await using var run = ProgramUnderTest.Start(
                Workspace.Tool("env"), ["--default-signal=INT", Path.Combine(Workspace.Root, "scripts/run.sh")], environment);
            await Eventually.AssertAsync(() =>
            {
                Assert.False(run.HasExited, run.Output);
                Assert.Contains("Ctrl-C ends it.", run.Output, StringComparison.Ordinal);
                return Task.CompletedTask;
            });
            var line = CliLine().Match(run.Output);
            var host = line.Groups["host"].Value;
            var port = int.Parse(line.Groups["port"].Value, System.Globalization.CultureInfo.InvariantCulture);
            using (var client = await RespConnection.OpenAsync(host, port))
            {
                Assert.Equal("+OK", await client.SendAsync("SET", "k", "v"));
            }
            using var http = new HttpClient();
            foreach (Match metrics in MetricsLine().Matches(run.Output))
            {
                Assert.Contains("k8scache_", await http.GetStringAsync(metrics.Groups["url"].Value, TestContext.Current.CancellationToken),
                    StringComparison.Ordinal);
            }
            await run.SignalAsync("INT");
            Assert.Equal(0, await run.WaitForExitAsync());
            foreach (var (address, closed) in (ReadOnlySpan<(string, int)>)[(host, port), ("127.0.0.1", apiPort)])
            {
                Assert.False(Listens(address, closed), $"{address}:{closed} still listens");
            }
        }
    }

    private static bool Listens(string host, int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(host, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"redis-cli -h (?<host>\S+) -p (?<port>\d+)")]
    private static partial Regex CliLine();

    [GeneratedRegex(@"(?:node|router|operator) +(?<url>http\S+/metrics)")]
    private static partial Regex MetricsLine();
}
