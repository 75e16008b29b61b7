using K8sCache.Resp;

namespace K8sCache.Testing.Client;

/// <summary>Matches replies to the requests that await them, in order; out-of-band messages go aside.</summary>
internal sealed class ReplyQueue(RespClientOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<RespValue>> _waiting = new();
    private RespReplyScanner _scanner = new(options.Limits);
    private Exception? _failure;

    /// <summary>The reply to the request that is sent next.</summary>
    public Task<RespValue> Expect()
    {
        var reply = new TaskCompletionSource<RespValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_failure is null)
                _waiting.Enqueue(reply);
            else
                reply.SetException(_failure);
        }

        return reply.Task;
    }

    /// <summary>Hands out the whole replies in the data; answers how many bytes they took.</summary>
    /// <exception cref="InvalidDataException">This is not RESP, or an answer to nothing.</exception>
    public int Complete(ReadOnlySpan<byte> data)
    {
        var consumed = 0;
        while (true)
        {
            var rest = data[consumed..];
            var status = _scanner.TryScan(rest, out var length);
            if (status == RespStatus.NeedMoreData)
                return consumed;
            if (status == RespStatus.Invalid
                || RespReader.TryRead(rest[..length], options.Limits, out var value, out _) != RespStatus.Done)
                throw new InvalidDataException("The peer does not speak RESP.");
            Deliver(value!);
            consumed += length;
        }
    }

    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure = failure;
            while (_waiting.TryDequeue(out var reply))
                reply.SetException(failure);
        }
    }

    private void Deliver(RespValue value)
    {
        if (value.Type == RespPrefix.Push)
        {
            options.OnPush?.Invoke(value);
            return;
        }

        lock (_lock)
        {
            if (!_waiting.TryDequeue(out var reply))
                throw new InvalidDataException("The peer answered more than was asked.");
            reply.SetResult(value);
        }
    }
}
