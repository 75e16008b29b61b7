using System.Diagnostics;

namespace K8sCache.Resp;

/// <summary>
/// One parsed request: its arguments as views of the received bytes. Valid until the parser or the connection's buffer
/// moves on, that is within the OnReceived call that parsed it.
/// </summary>
public readonly ref struct RespRequest
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly ReadOnlySpan<ArgumentRange> _arguments;

    internal RespRequest(
        ReadOnlySpan<byte> source, ReadOnlySpan<ArgumentRange> arguments, ReadOnlySpan<byte> wire, bool isInline)
    {
        Debug.Assert(!arguments.IsEmpty);
        _source = source;
        _arguments = arguments;
        Wire = wire;
        IsInline = isInline;
    }

    /// <summary>Number of arguments, the command's name included; at least 1 for a request that was found.</summary>
    public int Count => _arguments.Length;

    /// <summary>The command's name as the client spelt it.</summary>
    public ReadOnlySpan<byte> Name => this[0];

    /// <summary>The request's own bytes, to pass on as they are; only if it is not <see cref="IsInline"/>.</summary>
    public ReadOnlySpan<byte> Wire { get; }

    /// <summary>Whether it came as a plain line (as typed into telnet), which nobody but a client may send.</summary>
    public bool IsInline { get; }

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var range = _arguments[index];
            return _source.Slice(range.Offset, range.Length);
        }
    }
}
