using System.Diagnostics.CodeAnalysis;
using K8sCache.Client.Calls;
using K8sCache.Resp;

namespace K8sCache.Client.Connections;

/// <content>
/// Requests gather in one chunk while the other is on its way to the socket: the busier the connection, the more of them
/// leave with one system call. On an idle connection the caller sends its request itself.
/// </content>
internal sealed partial class NodeConnection : IThreadPoolWorkItem
{
    /// <summary>Bytes that wait to be sent, past which calls are refused.</summary>
    private const int UnsentBytesMax = 256 << 20;

    private readonly Lock _sending = new();
    private OutputChunk _gathering = new();
    private OutputChunk _leaving = new();
    private long _sequence;
    private long _handedOver;
    private bool _isFlushing;

    /// <summary>From any thread. Once Sent, the call is answered or handed back, whatever happens.</summary>
    public SendOutcome TrySend(PendingCall call)
    {
        bool isAlone;
        lock (_sending)
        {
            if (_isClosed)
                return SendOutcome.Closed;
            if (InFlight >= _context.Options.MaxInFlightPerConnection || _gathering.Length > UnsentBytesMax)
                return SendOutcome.Full;
            isAlone = InFlight == 0;
            Gather(call);
            if (isAlone)
                Progressed();
            if (_isFlushing || !_isUp)
                return SendOutcome.Sent;
            _isFlushing = true;
        }

        if (isAlone)
            _flush = FlushAsync();
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return SendOutcome.Sent;
    }

    /// <summary>The last flush; it ends by itself and never fails.</summary>
    private Task _flush = Task.CompletedTask;

    void IThreadPoolWorkItem.Execute() => _flush = FlushAsync();

    private void Gather(PendingCall call)
    {
        var before = _gathering.Length;
        try
        {
            call.Write(new RespWriter(_gathering, RespVersion.Resp2));
        }
        catch
        {
            // Half a request would spoil the connection.
            _gathering.Truncate(before);
            throw;
        }

        call.Sequence = _sequence + 1;
        Volatile.Write(ref _sequence, call.Sequence);
        _unanswered.Enqueue(call);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails here ends the connection, with it as the reason.")]
    private async Task FlushAsync()
    {
        try
        {
            while (TakeChunk() is { } chunk)
            {
                var unsent = chunk.Memory;
                while (!unsent.IsEmpty)
                {
                    unsent = unsent[await SendAsync(unsent, CancellationToken.None)..];
                    // A node that still takes a large request is not silent.
                    if (!unsent.IsEmpty)
                        Progressed();
                }

                chunk.Clear();
            }
        }
        catch (Exception error)
        {
            Abort(error);
        }
    }

    /// <summary>Null, and the flush is over, when nothing is left.</summary>
    private OutputChunk? TakeChunk()
    {
        lock (_sending)
        {
            if (_gathering.Length == 0 || _isClosed)
            {
                _isFlushing = false;
                return null;
            }

            (_gathering, _leaving) = (_leaving, _gathering);
            _handedOver = _sequence;
            return _leaving;
        }
    }

    /// <summary>The greeting is over: what was gathered meanwhile may leave.</summary>
    private void StartSending()
    {
        lock (_sending)
        {
            _isUp = true;
            if (_isFlushing)
                return;
            _isFlushing = true;
        }

        _flush = FlushAsync();
    }
}
