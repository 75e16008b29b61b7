using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using K8sCache.Testing.Client;

namespace K8sCache.Benchmarks;

/// <summary>A server's process, pinned to CPUs, on a port of its own, killed when disposed.</summary>
internal sealed class Server : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Processes that run now, for <see cref="KillAll"/>.</summary>
    private static readonly ConcurrentDictionary<Server, Process> Running = new();

    private readonly Process _process;

    private Server(string name, int port, Process process)
    {
        Name = name;
        Port = port;
        _process = process;
        Running[this] = process;
    }

    public string Name { get; }

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <summary>What redis-benchmark needs besides to reach it.</summary>
    public IReadOnlyList<string> LoadArguments { get; set; } = [];

    /// <summary>CPU time of all its threads so far.</summary>
    public TimeSpan CpuTime => TimeSpan.FromMicroseconds(CpuClock.OfProcess(_process.Id) / 1e3);

    /// <summary>Memory it has in RAM now.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(row => row.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Starts a program that speaks another protocol and waits until it listens.</summary>
    public static Task<Server> StartSilentAsync(string name, int cpu, string program, Func<int, IEnumerable<string>> arguments) =>
        LaunchAsync(name, $"{cpu}", program, arguments, []);

    /// <summary>Starts a program and waits until it answers.</summary>
    /// <param name="name">As rows name it.</param>
    /// <param name="cpu">The CPU it may run on.</param>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments, for the port it is given.</param>
    /// <param name="probe">A request it answers when ready.</param>
    public static Task<Server> StartAsync(
        string name, int cpu, string program, Func<int, IEnumerable<string>> arguments, params string[] probe) =>
        StartAsync(name, $"{cpu}", program, arguments, probe);

    /// <summary>As the other, on several CPUs, as taskset lists them.</summary>
    public static Task<Server> StartAsync(
        string name, string cpus, string program, Func<int, IEnumerable<string>> arguments, params string[] probe) =>
        LaunchAsync(name, cpus, program, arguments, probe.Length > 0 ? probe : ["PING"]);

    private static async Task<Server> LaunchAsync(
        string name, string cpus, string program, Func<int, IEnumerable<string>> arguments, string[] probe)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Programs.Require("taskset"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in (string[])["-c", cpus, program, .. arguments(port)])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var server = new Server(name, port, process);
        var output = new List<string>();
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await server.WaitUntilReadyAsync(probe, output);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>For when this program is asked to end: nothing it started stays.</summary>
    public static void KillAll()
    {
        foreach (var process in Running.Values)
            process.Kill(entireProcessTree: true);
    }

    public void Dispose()
    {
        Running.TryRemove(this, out _);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(List<string> output, string? line)
    {
        lock (output)
        {
            if (line is not null && output.Count < 50)
                output.Add(line);
        }
    }

    private async Task WaitUntilReadyAsync(string[] probe, List<string> output)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var last = "no connection";
        while (time.GetElapsedTime(start) < ReadyWithin)
        {
            if (_process.HasExited)
                break;
            try
            {
                if (probe.Length == 0)
                {
                    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port));
                    return;
                }

                var options = new RespClientOptions { Time = time, RequestTimeout = TimeSpan.FromSeconds(2) };
                await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port), options);
                var reply = await client.ExecuteAsync(probe);
                if (!reply.IsError)
                    return;
                last = reply.Text;
            }
            catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
            {
                last = exception.Message;
            }

            await Task.Delay(Poll, time);
        }

        lock (output)
            throw new InvalidOperationException($"{Name} did not start: {last}\n{string.Join('\n', output)}");
    }
}
