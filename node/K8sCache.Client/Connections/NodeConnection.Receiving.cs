using System.Buffers;
using K8sCache.Resp;

namespace K8sCache.Client.Connections;

/// <content>Finds whole replies in what arrives and hands each to its call, from the buffer it arrived in.</content>
internal sealed partial class NodeConnection
{
    private const int FirstBytes = 16 * 1024;
    private const int KeptBytesMax = 1 << 20;

    private RespReplyScanner _scanner;
    private int _greeted;

    private async Task<Exception> ReceiveAsync(CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
        var used = 0;
        try
        {
            while (true)
            {
                if (used == buffer.Length)
                    buffer = Exchange(buffer, used, (int)Math.Min(buffer.Length * 2L, Array.MaxLength));
                var received = await ReceiveAsync(buffer.AsMemory(used), stop);
                if (received == 0)
                    return new IOException("the node closed the connection");
                used += received;
                var consumed = Take(buffer.AsSpan(0, used));
                used -= consumed;
                buffer.AsSpan(consumed, used).CopyTo(buffer);
                if (used == 0 && buffer.Length > KeptBytesMax)
                    buffer = Exchange(buffer, 0, FirstBytes);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Exchange(byte[] buffer, int used, int length)
    {
        if (length <= used)
            throw new InvalidDataException("a reply is larger than an array can be");
        var other = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan(0, used).CopyTo(other);
        ArrayPool<byte>.Shared.Return(buffer);
        return other;
    }

    private int Take(ReadOnlySpan<byte> data)
    {
        var now = _context.Now;
        Volatile.Write(ref _lastProgress, now);
        var consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            var status = _scanner.TryScan(rest, out var length);
            if (status == RespStatus.NeedMoreData)
                break;
            if (status == RespStatus.Invalid)
                throw new InvalidDataException("not RESP");
            TakeReply(rest[..length], now);
            consumed += length;
        }

        return consumed;
    }

    private void TakeReply(ReadOnlySpan<byte> reply, long now)
    {
        if (reply[0] == (byte)RespPrefix.Push)
        {
            if (LoadReport.TryRead(reply, out var report))
                _context.Owner.OnReport(_node, report, now);
            return;
        }

        if (_greeted < _context.Greeting.ReplyCount)
        {
            _context.Greeting.Take(_greeted, reply, out var isNode);
            if (++_greeted < _context.Greeting.ReplyCount)
                return;
            _node.IsNode = isNode;
            StartSending();
            _context.Owner.OnUp(_node);
            return;
        }

        if (!TryDequeue(out var call))
            throw new InvalidDataException("a reply to nothing");
        _context.Owner.OnReply(call, reply, now);
    }
}
