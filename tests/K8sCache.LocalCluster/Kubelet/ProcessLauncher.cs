using System.Collections.Concurrent;
using System.Diagnostics;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// Starts every child of this process from one thread that lives as long as the launcher, each child in its own session and with
/// SIGKILL as parent-death signal: Linux sends that signal when the <em>thread</em> that forked ends, and it is what ends the
/// children when this process itself is killed with SIGKILL. Where util-linux is missing, children start plainly.
/// </summary>
internal sealed class ProcessLauncher : IDisposable
{
    private static readonly string[] Guard = FindGuard();

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private readonly ProcessJournal _journal;
    private readonly TimeProvider _time;

    public ProcessLauncher(ProcessJournal journal, TimeProvider time)
    {
        _journal = journal;
        _time = time;
        _thread = new Thread(Run) { IsBackground = true, Name = "process launcher" };
        _thread.Start();
    }

    /// <summary>Starts a program; each line it writes goes to <paramref name="onLine"/> with the name of its stream.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public Task<ChildProcess> Start(ProcessStart start, Action<string, string> onLine)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Fork(start, onLine));
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
            action();
    }

    private ChildProcess Fork(ProcessStart start, Action<string, string> onLine)
    {
        string[] command = [.. Guard, start.File, .. start.Arguments];
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = start.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in start.Environment)
            info.Environment[name] = value;
        var process = Process.Start(info) ?? throw new InvalidOperationException($"{start.File} did not start.");
        process.StandardInput.Close();
        _journal.Add(process.Id);
        var id = process.Id;
        return new ChildProcess(process, onLine, () => _journal.Remove(id), _time);
    }

    private static string[] FindGuard()
    {
        string[] setsid = ["/usr/bin/setsid", "/bin/setsid"];
        string[] setpriv = ["/usr/bin/setpriv", "/bin/setpriv"];
        var session = setsid.FirstOrDefault(File.Exists);
        var privileges = setpriv.FirstOrDefault(File.Exists);
        return session is null || privileges is null ? [] : [session, privileges, "--pdeathsig", "KILL", "--"];
    }
}
