using System.Globalization;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>The logs of a container's current run and the one before; older ones are deleted.</summary>
internal sealed class ContainerLogs(string folder, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private ContainerLog? _current;
    private ContainerLog? _previous;

    public ContainerLog Begin(int run)
    {
        lock (_lock)
        {
            Directory.CreateDirectory(folder);
            _current?.Dispose();
            _previous = _current;
            _current = new ContainerLog(FileOf(run), time);
            foreach (var suffix in (string[])["", ".1"])
                File.Delete(FileOf(run - 2) + suffix);
            return _current;
        }
    }

    /// <summary>The log of the current run, or of the one before; null where there was none.</summary>
    public ContainerLog? Find(bool previous)
    {
        lock (_lock)
            return previous ? _previous : _current;
    }

    /// <summary>Ends the current run's log; it can still be read.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _current?.Dispose();
            _previous?.Dispose();
        }
    }

    private string FileOf(int run) => Path.Combine(folder, run.ToString(CultureInfo.InvariantCulture) + ".log");
}
