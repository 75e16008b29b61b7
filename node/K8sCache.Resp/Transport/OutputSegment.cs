namespace K8sCache.Resp.Transport;

/// <summary>A part of pending output: the first bytes of a pooled array, or of a native buffer.</summary>
internal readonly record struct OutputSegment(byte[] Array, NativeBuffer? Native, int Length)
{
    /// <summary>All there is room for.</summary>
    public Span<byte> Room => Native is null ? Array : Native.Bytes;

    public void Release(BufferPool pool)
    {
        if (Array.Length > 0)
            pool.Return(Array);
        Native?.Free();
    }
}
