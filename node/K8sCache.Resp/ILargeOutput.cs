namespace K8sCache.Resp;

/// <summary>An output that may pass long bytes on without copying them.</summary>
public interface ILargeOutput
{
    /// <summary>Shorter than this, a copy that leaves with the rest of its batch costs less than a system call.</summary>
    const int BytesMin = 64 * 1024;

    /// <summary>
    /// No more is sent within a call: whoever has long bytes may hold a lock while it passes them on, and a fast reader's kernel takes
    /// them for as long as there are some.
    /// </summary>
    const int SentAtOnceBytesMax = 1024 * 1024;

    /// <summary>
    /// Appends bytes; what the peer's socket takes at once, up to a limit, is not copied before. Only if more certainly follows may the
    /// kernel keep a last short packet back for it.
    /// </summary>
    void WriteLarge(ReadOnlySpan<byte> bytes, bool more);
}
