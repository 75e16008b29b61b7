using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using K8sCache.Resp;

namespace K8sCache.Client.Calls;

/// <summary>A call and the task its caller awaits, in one object: all a call costs.</summary>
internal sealed class Call<TRequest, TReply, TResult> : PendingCall, IValueTaskSource<TResult>
    where TRequest : struct, IRequest
    where TReply : struct, IReply<TResult>
{
    private readonly TRequest _request;
    private readonly TReply _reply;

    // Callers' code must not run on the thread that reads the connection.
    private ManualResetValueTaskSourceCore<TResult> _source = new() { RunContinuationsAsynchronously = true };

    public Call(TRequest request, TReply reply)
        : base(request.Verb, request.Slot)
    {
        _request = request;
        _reply = reply;
    }

    /// <summary>To be awaited once.</summary>
    public ValueTask<TResult> Task => new(this, _source.Version);

    public override void Write(RespWriter request) => _request.Write(request);

    public TResult GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the caller's buffer throws is the caller's, not the connection's.")]
    protected override void SetReply(ReadOnlySpan<byte> reply)
    {
        TResult result;
        try
        {
            result = _reply.Read(new ReplyReader(reply));
        }
        catch (Exception error)
        {
            _source.SetException(error);
            return;
        }

        _source.SetResult(result);
    }

    protected override void SetError(Exception error) => _source.SetException(error);
}
