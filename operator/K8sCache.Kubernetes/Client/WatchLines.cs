using System.Buffers;
using System.IO.Pipelines;

namespace K8sCache.Kubernetes.Client;

/// <summary>Cuts a response into lines without holding more than one.</summary>
internal sealed class WatchLines(HttpResponseMessage response, PipeReader reader, int maxLineBytes) : IAsyncDisposable
{
    /// <summary>The next line without its end, or null at the end of the stream.</summary>
    /// <exception cref="IOException">The stream broke, ended in mid-line, or a line is too long.</exception>
    public async ValueTask<byte[]?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end).ToArray();
                reader.AdvanceTo(buffer.GetPosition(1, end));
                if (line.Length > 0)
                    return line;
                continue;
            }
            if (read.IsCompleted)
                return buffer.IsEmpty ? null : throw new IOException("The watch ended in the middle of an event.");
            if (buffer.Length > maxLineBytes)
                throw new IOException($"A watch event is longer than {maxLineBytes} bytes.");
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await reader.CompleteAsync();
        response.Dispose();
    }
}
