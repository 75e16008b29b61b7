using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace K8sCache.Benchmarks.Starting;

/// <summary>A program whose start is timed, asked every millisecond whether it is ready; killed when disposed.</summary>
internal sealed class StartedProgram : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private StartedProgram(Process process) => _process = process;

    /// <summary>From before the process was made to its first good answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Memory it has in RAM now.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(row => row.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="port">Where it is asked, on loopback.</param>
    /// <param name="question">What it is asked.</param>
    /// <param name="good">How a good answer begins.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time.</exception>
    public static async Task<StartedProgram> StartAsync(
        string program, IEnumerable<string> arguments, int port, ReadOnlyMemory<byte> question, ReadOnlyMemory<byte> good)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Programs.Root };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var started = new StartedProgram(Process.Start(start)!);
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        while (!await AnswersAsync(port, question, good))
        {
            if (started._process.HasExited || time.GetElapsedTime(began) > ReadyWithin)
            {
                started.Dispose();
                throw new InvalidOperationException($"{program} was not ready within {ReadyWithin.TotalSeconds} s");
            }

            await Task.Delay(Poll, time);
        }

        started.ReadyAfter = time.GetElapsedTime(began);
        return started;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port, ReadOnlyMemory<byte> question, ReadOnlyMemory<byte> good)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            await socket.SendAsync(question);
            var answer = new byte[good.Length];
            var length = 0;
            while (length < answer.Length)
            {
                var read = await socket.ReceiveAsync(answer.AsMemory(length));
                if (read == 0)
                    return false;
                length += read;
            }

            return answer.AsSpan().SequenceEqual(good.Span);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
