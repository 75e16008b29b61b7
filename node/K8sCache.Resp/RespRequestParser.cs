using System.Diagnostics;

namespace K8sCache.Resp;

/// <summary>
/// Finds requests, arrays of bulk strings or inline lines, in a client's bytes as they arrive. It remembers how far it
/// looked, so a request that arrives in pieces is scanned once, and allocates only for arguments that have arrived.
/// Same leniencies and refusals as Redis (networking.c: processMultibulkBuffer, processInlineBuffer).
/// </summary>
/// <remarks>
/// One instance a connection. After <see cref="RespStatus.Invalid"/> the connection is of no more use: send
/// <see cref="Error"/> and close it.
/// </remarks>
public sealed class RespRequestParser(RespLimits limits)
{
    /// <summary>A request with more arguments than this does not leave its argument array behind.</summary>
    private const int RetainedArguments = 1024;
    private const int FirstArguments = 8;
    private const long Unknown = -1;

    private RespLimits _limits = limits;
    private ArgumentRange[] _arguments = [];
    private int _count;
    private InlineRequest? _inline;
    private byte[] _error = [];

    /// <summary>Arguments the request in progress still lacks; 0 between requests.</summary>
    private int _missing;

    /// <summary>Length of the argument whose header was read and whose bytes are awaited.</summary>
    private long _bulkLength = Unknown;

    /// <summary>How many bytes of the request in progress are parsed; it starts at the data's first byte.</summary>
    private int _position;

    /// <summary>How far an unfinished line has been searched for its end.</summary>
    private int _searched;

    /// <summary>Set when the client authenticates; counts from the next request on.</summary>
    public RespLimits Limits
    {
        get => _limits;
        set => _limits = value;
    }

    /// <summary>Text of the refusal, ready for <see cref="RespWriter.WriteError(ReadOnlySpan{byte})"/>.</summary>
    public ReadOnlySpan<byte> Error => _error;

    /// <summary>Whether a request was begun and not ended: bytes are kept for it.</summary>
    public bool IsMidRequest => _position != 0 || _searched != 0;

    /// <summary>After <see cref="RespStatus.NeedMoreData"/>, how many bytes more it takes to find out anything new, as far as is known.</summary>
    public long MissingBytes { get; private set; }

    /// <summary>
    /// Looks for the next request. The data must begin with the first byte not yet consumed, and be what was shown
    /// before with more behind it.
    /// </summary>
    /// <param name="data">Unconsumed bytes.</param>
    /// <param name="consumed">Bytes that are done with whatever the outcome: empty requests, and the one found.</param>
    /// <param name="request">The request, if <see cref="RespStatus.Done"/>.</param>
    public RespStatus TryParse(ReadOnlySpan<byte> data, out int consumed, out RespRequest request)
    {
        consumed = 0;
        request = default;
        MissingBytes = 0;
        while (consumed < data.Length)
        {
            var pending = data[consumed..];
            var status = pending[0] == (byte)RespPrefix.Array ? ParseArray(pending) : ParseInline(pending);
            if (status != RespStatus.Done)
                return status;
            var length = _position;
            Reset();
            consumed += length;
            if (_count == 0)
                continue;

            var wire = pending[..length];
            request = pending[0] == (byte)RespPrefix.Array
                ? new RespRequest(wire, _arguments.AsSpan(0, _count), wire, isInline: false)
                : _inline!.ToRequest(wire);
            return RespStatus.Done;
        }

        return RespStatus.NeedMoreData;
    }

    private RespStatus ParseArray(ReadOnlySpan<byte> data)
    {
        if (_missing == 0)
        {
            var status = ReadHeader(data, RespLiterals.TooBigMultibulkCount, out var count);
            if (status != RespStatus.Done)
                return status;
            if (count == RespNumber.Malformed || count > _limits.ArgumentCountMax)
                return Refuse(RefusalOfCount(count));
            BeginArguments();
            if (count <= 0)
                return RespStatus.Done;
            _missing = (int)count;
        }

        while (_missing > 0)
        {
            var status = ReadArgument(data);
            if (status != RespStatus.Done)
                return status;
        }

        return RespStatus.Done;
    }

    private RespStatus ReadArgument(ReadOnlySpan<byte> data)
    {
        MissingBytes = 0;
        if (_bulkLength == Unknown)
        {
            var start = _position;
            var status = ReadHeader(data, RespLiterals.TooBigBulkCount, out var length);
            if (status != RespStatus.Done)
                return status;
            if (data[start] != (byte)RespPrefix.BulkString)
                return RefusePrefix(data[start]);
            if (length < 0 || length > _limits.BulkBytesMax)
                return Refuse(RefusalOfLength(length));
            _bulkLength = length;
        }

        // Two more for the line end, which Redis does not look at either.
        MissingBytes = _position + _bulkLength + 2 - data.Length;
        if (MissingBytes > 0)
            return RespStatus.NeedMoreData;
        AddArgument(new ArgumentRange(_position, (int)_bulkLength));
        _position += (int)_bulkLength + 2;
        _bulkLength = Unknown;
        _missing--;
        return RespStatus.Done;
    }

    /// <summary>Reads the line at the position: a type byte, a number, and any two bytes the first of which is CR.</summary>
    private RespStatus ReadHeader(ReadOnlySpan<byte> data, ReadOnlySpan<byte> tooLong, out long number)
    {
        number = 0;
        var line = data[_position..];
        var end = line[_searched..].IndexOf(RespLiterals.CarriageReturn);
        if (end < 0)
        {
            _searched = line.Length;
            return line.Length > _limits.InlineBytesMax ? Refuse(tooLong) : RespStatus.NeedMoreData;
        }

        // Refused by its length, not by how much of it has arrived: any split has the same outcome.
        end += _searched;
        if (end > _limits.InlineBytesMax)
            return Refuse(tooLong);
        if (end + 1 >= line.Length)
        {
            _searched = end;
            return RespStatus.NeedMoreData;
        }

        // A line that starts with its own end has no type byte; the caller refuses it by that byte.
        number = end == 0 ? RespNumber.Malformed : RespNumber.Parse(line[1..end]);
        _position += end + 2;
        _searched = 0;
        return RespStatus.Done;
    }

    private RespStatus ParseInline(ReadOnlySpan<byte> data)
    {
        var end = data[_searched..].IndexOf(RespLiterals.LineFeed);
        if (end < 0)
        {
            _searched = data.Length;
            return data.Length > _limits.InlineBytesMax ? Refuse(RespLiterals.TooBigInline) : RespStatus.NeedMoreData;
        }

        end += _searched;
        if (end > _limits.InlineBytesMax)
            return Refuse(RespLiterals.TooBigInline);
        var line = data[..end];
        if (!line.IsEmpty && line[^1] == RespLiterals.CarriageReturn)
            line = line[..^1];
        _inline ??= new InlineRequest();
        if (!_inline.TrySplit(line))
            return Refuse(RespLiterals.UnbalancedQuotes);
        _count = _inline.Count;
        _position = end + 1;
        return RespStatus.Done;
    }

    private void BeginArguments()
    {
        _count = 0;
        if (_arguments.Length > RetainedArguments)
            _arguments = [];
    }

    private void AddArgument(ArgumentRange range)
    {
        if (_count == _arguments.Length)
            Array.Resize(ref _arguments, Math.Max(FirstArguments, _count * 2));
        _arguments[_count++] = range;
    }

    private void Reset()
    {
        Debug.Assert(_missing == 0 && _bulkLength == Unknown);
        _position = 0;
        _searched = 0;
    }

    private ReadOnlySpan<byte> RefusalOfCount(long count) =>
        _limits.IsUnauthenticated && count != RespNumber.Malformed && count <= RespLimits.Default.ArgumentCountMax
            ? RespLiterals.UnauthenticatedMultibulkLength
            : RespLiterals.InvalidMultibulkLength;

    private ReadOnlySpan<byte> RefusalOfLength(long length) =>
        _limits.IsUnauthenticated && length >= 0 && length <= RespLimits.Default.BulkBytesMax
            ? RespLiterals.UnauthenticatedBulkLength
            : RespLiterals.InvalidBulkLength;

    private RespStatus RefusePrefix(byte got)
    {
        // A line end inside an error would end it early; Redis writes a space instead.
        var shown = got is RespLiterals.CarriageReturn or RespLiterals.LineFeed ? (byte)' ' : got;
        return Refuse([.. RespLiterals.ExpectedDollar, shown, (byte)'\'']);
    }

    private RespStatus Refuse(ReadOnlySpan<byte> error)
    {
        _error = error.ToArray();
        return RespStatus.Invalid;
    }
}
