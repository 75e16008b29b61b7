using System.Buffers;
using System.Globalization;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Client;

/// <summary>What is to be stored: bytes, in one piece or several, or text, sent as UTF-8. Bytes must not change before the call is over.</summary>
public readonly struct CacheValue
{
    private readonly string? _text;
    private readonly ReadOnlySequence<byte> _bytes;

    public CacheValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    public CacheValue(ReadOnlyMemory<byte> bytes) => _bytes = new ReadOnlySequence<byte>(bytes);

    public CacheValue(ReadOnlySequence<byte> bytes) => _bytes = bytes;

    public CacheValue(long number) => _text = number.ToString(CultureInfo.InvariantCulture);

    public static implicit operator CacheValue(string text) => new(text);

    public static implicit operator CacheValue(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new CacheValue((ReadOnlyMemory<byte>)bytes);
    }

    public static implicit operator CacheValue(ReadOnlyMemory<byte> bytes) => new(bytes);

    public static implicit operator CacheValue(ReadOnlySequence<byte> bytes) => new(bytes);

    public static implicit operator CacheValue(long number) => new(number);

    public static CacheValue FromString(string text) => new(text);

    public static CacheValue FromInt64(long number) => new(number);

    /// <summary>The bytes that are sent.</summary>
    public byte[] ToArray() => _text is null ? _bytes.ToArray() : Encoding.UTF8.GetBytes(_text);

    public override string ToString() => _text ?? Encoding.UTF8.GetString(_bytes);

    internal void Write(RespWriter request)
    {
        if (_text is not null)
            new CacheKey(_text).Write(request);
        else
            request.WriteBulkString(_bytes);
    }
}
