using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using K8sCache.Testing.Client;

namespace K8sCache.Router.Tests.Support;

/// <summary>A real redis-server on a free port, ended with the test.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _isDisposed;

    private RedisProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public static async Task<RedisProcess> StartAsync()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dbfilename", $"none-{port}.rdb", "--appendonly", "no", "--dir", Path.GetTempPath()])
        {
            RedirectStandardOutput = true,
        };
        var redis = new RedisProcess(Process.Start(start)!, port);
        redis._process.OutputDataReceived += (_, _) => { };
        redis._process.BeginOutputReadLine();
        await Eventually.True(redis.AnswersAsync, "redis-server answers");
        return redis;
    }

    public Task<RespClient> ConnectAsync() => RespClient.ConnectAsync(
        new IPEndPoint(IPAddress.Loopback, Port), new RespClientOptions { Time = TimeProvider.System });

    /// <summary>SIGSTOP: the kernel still accepts connections, and nobody answers.</summary>
    public void Stop() => Signal("STOP");

    public void Continue() => Signal("CONT");

    /// <summary>Ends it: also in the middle of a test, and again at its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var client = await ConnectAsync();
            return (await client.ExecuteAsync("PING")).Text == "PONG";
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
