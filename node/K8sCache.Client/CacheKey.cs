using System.Text;
using K8sCache.Resp;
using K8sCache.Topology;

namespace K8sCache.Client;

/// <summary>
/// A key: text, sent as UTF-8, or bytes, which must not change before the call that takes them is over. Keys that share
/// a <c>{hash tag}</c> share their slot.
/// </summary>
public readonly struct CacheKey : IEquatable<CacheKey>
{
    /// <summary>Texts up to this many characters are encoded on the stack.</summary>
    private const int StackCharsMax = 256;

    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;

    public CacheKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    public CacheKey(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    public static implicit operator CacheKey(string text) => new(text);

    public static implicit operator CacheKey(byte[] bytes) => new((ReadOnlyMemory<byte>)bytes);

    public static implicit operator CacheKey(ReadOnlyMemory<byte> bytes) => new(bytes);

    internal int Slot
    {
        get
        {
            if (_text is null)
                return HashSlot.Of(_bytes.Span);
            Span<byte> stack = stackalloc byte[StackCharsMax * 3];
            return HashSlot.Of(Encode(_text, stack));
        }
    }

    public static CacheKey FromString(string text) => new(text);

    public static bool operator ==(CacheKey left, CacheKey right) => left.Equals(right);

    public static bool operator !=(CacheKey left, CacheKey right) => !left.Equals(right);

    public bool Equals(CacheKey other) =>
        _text is not null && other._text is not null ? _text == other._text : ToArray().AsSpan().SequenceEqual(other.ToArray());

    public override bool Equals(object? obj) => obj is CacheKey other && Equals(other);

    public override int GetHashCode()
    {
        // Of the bytes: a text equals the bytes it is sent as.
        var hash = new HashCode();
        hash.AddBytes(ToArray());
        return hash.ToHashCode();
    }

    /// <summary>The bytes that are sent.</summary>
    public byte[] ToArray() => _text is null ? _bytes.ToArray() : Encoding.UTF8.GetBytes(_text);

    public override string ToString() => _text ?? Encoding.UTF8.GetString(_bytes.Span);

    internal void Write(RespWriter request)
    {
        if (_text is null)
        {
            request.WriteBulkString(_bytes.Span);
            return;
        }

        Span<byte> stack = stackalloc byte[StackCharsMax * 3];
        request.WriteBulkString(Encode(_text, stack));
    }

    private static ReadOnlySpan<byte> Encode(string text, Span<byte> stack) =>
        text.Length <= StackCharsMax ? stack[..Encoding.UTF8.GetBytes(text, stack)] : Encoding.UTF8.GetBytes(text);
}
