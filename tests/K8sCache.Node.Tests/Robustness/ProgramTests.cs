using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Robustness;

/// <summary>The program itself, as a process.</summary>
public sealed class ProgramTests
{
    private const int UsageError = 2;

    [Fact]
    public async Task Every_bad_option_is_told_at_once()
    {
        using var process = Start("--port", "70000", "--memory", "few", "--nonsense", "--threads", "0");
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(UsageError, process.ExitCode);
        foreach (var option in new[] { "--port", "--memory", "--nonsense", "--threads" })
            Assert.Contains(option, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_follows_its_topology_file_keeps_to_its_memory_and_ends_on_sigterm()
    {
        var address = LoopbackAddress.Next();
        var file = Path.GetTempFileName();
        using var process = Start(
            "--bind", $"{address}", "--port", "7001", "--admin-port", "7091", "--memory", "32MiB", "--name", "a", "--topology", file);
        var log = process.StandardError.ReadToEndAsync();
        try
        {
            var endPoint = new IPEndPoint(address, 7001);
            using var http = new HttpClient { BaseAddress = new Uri($"http://{address}:7091") };
            await Eventually.True(async () => await CodeAsync(http, "/healthz") == HttpStatusCode.OK, "it is up");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await CodeAsync(http, "/readyz"));
            await File.WriteAllTextAsync(file, """{"epoch":3,"nodes":[{"name":"a","address":"127.0.0.1:7001"}]}""");
            await Eventually.True(async () => await CodeAsync(http, "/readyz") == HttpStatusCode.OK, "it is ready");
            using (var client = await RawClient.ConnectAsync(endPoint))
                await ChurnAsync(client);
            process.Refresh();
            Assert.InRange(process.WorkingSet64, 1, 400L << 20);
            Process.Start("kill", ["-TERM", $"{process.Id}"]).Dispose();
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
            Assert.True(process.ExitCode == 0, await log);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            File.Delete(file);
        }
    }

    /// <summary>Writes ten times the memory, so that most of it is evicted again.</summary>
    private static async Task ChurnAsync(RawClient client)
    {
        const int Batch = 200;
        for (var batch = 0; batch < 80; batch++)
        {
            var value = new byte[1_000 + (batch * 97 % 5_000)];
            var commands = Enumerable.Range(0, Batch)
                .SelectMany(i => RawClient.Encode("SET"u8.ToArray(), Key(batch, i), value)).ToArray();
            await client.SendAsync(commands);
            for (var i = 0; i < Batch; i++)
                Assert.Equal("+OK\r\n", await client.ReadTextAsync());
        }
    }

    private static async Task<HttpStatusCode?> CodeAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }
        catch (HttpRequestException error) when (error.InnerException is SocketException)
        {
            return null;
        }
    }

    private static byte[] Key(int batch, int index) => System.Text.Encoding.ASCII.GetBytes($"key:{batch}:{index}");

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "k8scache-node.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
