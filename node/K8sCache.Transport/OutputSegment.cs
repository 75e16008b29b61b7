namespace K8sCache.Transport;

/// <summary>A part of pending output: the first bytes of a pooled array, or of a native buffer, or bytes that others hold, too.</summary>
internal readonly record struct OutputSegment(byte[] Array, NativeBuffer? Native, LongBytes? Shared, int Length)
{
    public ReadOnlySpan<byte> Bytes => Shared is not null ? Shared.Bytes : Native is not null ? Native.Bytes[..Length] : Array.AsSpan(0, Length);

    public void Release(BufferPool pool)
    {
        if (Array.Length > 0)
            pool.Return(Array);
        if (Native is not null)
            pool.ReturnNative(Native);
        Shared?.Release();
    }
}
