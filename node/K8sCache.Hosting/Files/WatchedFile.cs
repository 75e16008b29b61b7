namespace K8sCache.Hosting.Files;

/// <summary>
/// Watches one file's content by polling. A mounted ConfigMap changes by swapping a symlink two levels up, which
/// file-system notifications on the file itself miss; a few kilobytes read each second cost next to nothing.
/// </summary>
public sealed class WatchedFile : IAsyncDisposable
{
    /// <summary>Largest file it reads, in bytes; a ConfigMap holds at most 1 MiB.</summary>
    public const int MaxBytes = 16 << 20;

    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _polling;
    private byte[] _last = [];

    /// <param name="onChanged">Called with the content when it is first read and whenever it differs; on the pool, one call at a time.</param>
    /// <param name="onError">Called when the file is there but cannot be read; a missing file is no error, it may come.</param>
    public WatchedFile(string path, TimeSpan interval, TimeProvider time, Action<byte[]> onChanged, Action<Exception> onError)
    {
        Path = path;
        Poll(onChanged, onError);
        _polling = PollUntilStoppedAsync(interval, time, onChanged, onError);
    }

    public string Path { get; }

    /// <summary>Ends when it is disposed of; what the callbacks throw ends it before, and is heard here alone.</summary>
    public Task Completion => _polling;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task PollUntilStoppedAsync(TimeSpan interval, TimeProvider time, Action<byte[]> onChanged, Action<Exception> onError)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                Poll(onChanged, onError);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private void Poll(Action<byte[]> onChanged, Action<Exception> onError)
    {
        try
        {
            if (!File.Exists(Path))
            {
                return;
            }
            if (new FileInfo(Path) is { Length: > MaxBytes } large)
            {
                throw new IOException($"{Path} has {large.Length} bytes; at most {MaxBytes} are read");
            }
            var content = File.ReadAllBytes(Path);
            if (!content.AsSpan().SequenceEqual(_last))
            {
                _last = content;
                onChanged(content);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            onError(error);
        }
    }
}
