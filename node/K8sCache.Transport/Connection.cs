using System.Buffers;
using System.Net;
using K8sCache.Resp;

namespace K8sCache.Transport;

/// <summary>
/// A byte stream to one peer, owned by one loop. Every member is for that loop's thread only.
/// </summary>
public abstract class Connection
{
    private protected Connection(EventLoop loop) => Loop = loop;

    public EventLoop Loop { get; }

    public abstract EndPoint? RemoteEndPoint { get; }

    public abstract EndPoint? LocalEndPoint { get; }

    /// <summary>Whether bytes may still be written: neither Close nor Abort was called, and the peer is not gone.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>
    /// Where bytes for the peer are appended. They leave together at the end of the turn, or at <see cref="Flush"/>.
    /// Bytes written when no longer <see cref="IsOpen"/> are dropped.
    /// </summary>
    public abstract IBufferWriter<byte> Output { get; }

    /// <summary>Bytes appended that the kernel has not taken yet.</summary>
    public abstract long PendingOutputBytes { get; }

    /// <summary>Bytes ever appended, those that left included.</summary>
    public abstract long WrittenBytes { get; }

    /// <summary>
    /// Whether pending output is above the high-water mark. A handler that answers as it parses should then stop and
    /// return what it has consumed; it is shown the rest once the output has drained. An accepted connection is not read
    /// from meanwhile; a connected one is, since its peer may need to be rid of replies before it takes more requests.
    /// </summary>
    public abstract bool IsOutputBlocked { get; }

    /// <summary>Appends long bytes, which are sent from where they are, without a copy.</summary>
    public abstract void Write(LongBytes bytes);

    /// <summary>Appends bytes, of which the peer's socket is given at once what it takes: only the rest is copied.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => ((ILargeOutput)Output).WriteLarge(bytes, more: false);

    /// <summary>
    /// Within OnReceived: so many bytes more must come before the handler can do anything with what it was shown. A hint, for
    /// how much to receive at a time and into what; no memory is taken by it.
    /// </summary>
    public abstract void ExpectInput(long bytes);

    /// <summary>
    /// Within OnReceived: takes over a part of what was shown, as it is. The handler answers that it is done with it, as with all
    /// before it, and may still look at it until it returns.
    /// </summary>
    /// <returns>Null where it is not long, or not most of what was received; copy it then.</returns>
    public abstract LongBytes? TryTakeInput(ReadOnlySpan<byte> part);

    /// <summary>Sends what was appended, as far as the kernel takes it, without waiting for the end of the turn.</summary>
    public abstract void Flush();

    /// <summary>Stops showing received bytes; counts once, however often it is called.</summary>
    public abstract void PauseReading();

    /// <summary>Goes on reading; kept bytes are shown again on the loop's next turn.</summary>
    public abstract void ResumeReading();

    /// <summary>Closes once pending output is written, bounded by <see cref="EventLoopOptions.CloseTimeout"/>.</summary>
    public abstract void Close();

    /// <summary>Closes at once and drops pending output. OnClosed follows soon, not within this call.</summary>
    public abstract void Abort();

    /// <summary>Who speaks to this connection's handler in its place, such as TLS; null = nobody.</summary>
    internal Connection? Filter { get; set; }

    /// <summary>Has this turn end with this connection's OnBatchEnd, though nothing was received or written yet.</summary>
    internal abstract void Touch();
}
