using K8sCache.LocalCluster.Kubelet;

namespace K8sCache.LocalCluster.Tests.Kubelet;

public sealed class ContainerLogTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("k8scache-log-");
    private readonly FakeTimeProvider _time = new();
    private readonly ContainerLog _log;

    public ContainerLogTests() => _log = new ContainerLog(Path.Combine(_root.FullName, "0.log"), _time);

    public void Dispose()
    {
        _log.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Lines_come_back_as_they_were_written()
    {
        _log.Append("stdout", "one  two");
        _log.Append("stderr", "");
        Assert.Equal(["one  two", ""], await Read(new LogQuery()));
        Assert.Equal(["2026-01-02T03:04:05.000000000Z one  two", "2026-01-02T03:04:05.000000000Z "], await Read(new LogQuery { Timestamps = true }));
    }

    [Fact]
    public async Task Tail_and_since_choose_the_newest_lines()
    {
        _log.Append("stdout", "a");
        _time.Advance(TimeSpan.FromSeconds(10));
        _log.Append("stdout", "b");
        _log.Append("stdout", "c");
        Assert.Equal(["c"], await Read(new LogQuery { TailLines = 1 }));
        Assert.Equal(["b", "c"], await Read(new LogQuery { Since = _time.GetUtcNow() }));
        Assert.Empty(await Read(new LogQuery { TailLines = 0 }));
    }

    [Fact]
    public async Task A_follower_sees_every_line_until_the_run_is_over()
    {
        _log.Append("stdout", "before");
        var following = Read(new LogQuery { Follow = true });
        for (var i = 0; i < 100; i++)
            _log.Append("stdout", $"{i}");
        _log.Dispose();
        Assert.Equal(["before", .. Enumerable.Range(0, 100).Select(i => $"{i}")], await following);
    }

    [Fact]
    public async Task The_newest_lines_are_kept_within_the_limit()
    {
        var line = new string('x', 100_000);
        const int count = (int)(ContainerLog.SizeLimitBytes / 100_000 * 2);
        for (var i = 0; i < count; i++)
            _log.Append("stdout", $"{i} {line}");
        Assert.InRange(_root.GetFiles().Sum(file => file.Length), 1, ContainerLog.SizeLimitBytes + line.Length);
        Assert.StartsWith($"{count - 1} ", (await Read(new LogQuery()))[^1], StringComparison.Ordinal);
    }

    private async Task<List<string>> Read(LogQuery query)
    {
        var lines = new List<string>();
        await foreach (var line in _log.ReadAsync(query, TestContext.Current.CancellationToken))
            lines.Add(line);
        return lines;
    }
}
