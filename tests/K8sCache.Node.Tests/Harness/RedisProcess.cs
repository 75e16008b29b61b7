using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace K8sCache.Node.Tests.Harness;

/// <summary>A redis-server beside the test, on a loopback address of its own, keeping nothing.</summary>
internal sealed class RedisProcess : IDisposable
{
    private const int Port = 6379;

    private readonly Process _process;

    private RedisProcess(Process process, IPEndPoint endPoint)
    {
        _process = process;
        EndPoint = endPoint;
    }

    public IPEndPoint EndPoint { get; }

    public static async Task<RedisProcess> StartAsync()
    {
        var endPoint = new IPEndPoint(LoopbackAddress.Next(), Port);
        var process = Process.Start(new ProcessStartInfo("redis-server")
        {
            ArgumentList =
            {
                "--bind", endPoint.Address.ToString(), "--port", $"{Port}", "--save", "", "--dbfilename", $"none-{Port}.rdb", "--appendonly", "no",
                "--databases", "1", "--dir", Path.GetTempPath(),
            },
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var redis = new RedisProcess(process, endPoint);
        await Eventually.True(redis.AnswersAsync, "redis-server answers");
        return redis;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = await RawClient.ConnectAsync(EndPoint);
            return await client.AskAsync("PING") is not null;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
