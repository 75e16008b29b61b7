using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// The output of one run of a container, kept in a file in the CRI format (<c>time stream F text</c>). Past half of its size limit
/// the file becomes the older half and a new one begins, so that a log never exceeds the limit and keeps its newest lines.
/// </summary>
internal sealed class ContainerLog : IDisposable
{
    /// <summary>Bytes kept of one run, as the kubelet's default <c>containerLogMaxSize</c>.</summary>
    public const long SizeLimitBytes = 10 * 1024 * 1024;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'";

    private readonly Lock _lock = new();
    private readonly string _file;
    private readonly TimeProvider _time;
    private FileStream _stream;
    private long _linesWritten;
    private bool _complete;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ContainerLog(string file, TimeProvider time)
    {
        _file = file;
        _time = time;
        _stream = Open();
    }

    private string OlderFile => _file + ".1";

    public void Append(string stream, string text)
    {
        var time = _time.GetUtcNow().UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (_complete)
                return;
            if (_stream.Length > SizeLimitBytes / 2)
            {
                _stream.Dispose();
                File.Move(_file, OlderFile, overwrite: true);
                _stream = Open();
            }

            _stream.Write(Encoding.UTF8.GetBytes($"{time} {stream} F {text}\n"));
            _stream.Flush();
            _linesWritten++;
            Pulse();
        }
    }

    /// <summary>Marks the run as over: followers end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_complete)
                return;
            _complete = true;
            _stream.Dispose();
            Pulse();
        }
    }

    /// <summary>The lines asked for, without line ends; with <see cref="LogQuery.Follow"/> until the run is over.</summary>
    public async IAsyncEnumerable<string> ReadAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (lines, seen, changed, complete) = Snapshot(after: 0);
        var wanted = lines.Where(line => query.Since is not { } since || TimeOf(line) >= since);
        if (query.TailLines is { } tail)
            wanted = wanted.TakeLast(tail);
        foreach (var line in wanted)
            yield return Render(line, query.Timestamps);
        while (query.Follow && !complete)
        {
            await changed.WaitAsync(cancellation);
            (lines, seen, changed, complete) = Snapshot(seen);
            foreach (var line in lines)
                yield return Render(line, query.Timestamps);
        }
    }

    /// <summary>The lines written after the first <paramref name="after"/> ones, as far as the file still has them.</summary>
    private (List<string> Lines, long Seen, Task Changed, bool Complete) Snapshot(long after)
    {
        lock (_lock)
        {
            var lines = new List<string>();
            foreach (var file in (string[])[OlderFile, _file])
            {
                if (File.Exists(file))
                    lines.AddRange(ReadShared(file));
            }

            var skip = Math.Max(0, lines.Count - (_linesWritten - after));
            lines.RemoveRange(0, (int)Math.Min(skip, lines.Count));
            return (lines, _linesWritten, _changed.Task, _complete);
        }
    }

    private static IEnumerable<string> ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static string Render(string line, bool timestamps)
    {
        var text = line.Split(' ', 4);
        return timestamps ? $"{text[0]} {text[3]}" : text[3];
    }

    private static DateTimeOffset TimeOf(string line) =>
        DateTimeOffset.Parse(line.AsSpan(0, line.IndexOf(' ')), CultureInfo.InvariantCulture);

    private FileStream Open() => new(_file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    private void Pulse()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
