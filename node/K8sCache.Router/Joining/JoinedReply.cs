using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Router.Sessions;

namespace K8sCache.Router.Joining;

/// <summary>
/// Makes one reply of the replies to a request's parts, once the last one is there. An error of any part is the whole's
/// reply, the first part's first: a half result would look like a whole one. A join whose reply has a place for each
/// part's error may put it there instead, unless nothing but errors came.
/// </summary>
internal abstract class JoinedReply(RouterLoop loop, PendingRequest whole, int parts)
{
    private int _left = parts;
    private int _withoutPlacedError = parts;
    private bool _isFailed;
    private long _bytes;
    private int _errorPart = int.MaxValue;
    private byte[] _error = [];

    public void Add(PendingRequest part, ReadOnlySpan<byte> reply)
    {
        _bytes += reply.Length;
        if (_bytes > loop.Options.OutputBufferBytes)
            TakeError(part.Part, TooLarge(), hasPlace: false); // Its client would be closed for it; what is here is enough to hold.
        else if (reply[0] is (byte)RespPrefix.SimpleError or (byte)RespPrefix.BulkError)
            TakeError(part.Part, reply.ToArray());
        else if (!TryTake(part.Part, reply))
            TakeError(part.Part, OwnError());
        if (--_left == 0)
            Finish();
    }

    /// <summary>Takes what is needed of a part's reply, which is only there for the call; false if it is not as it should be.</summary>
    protected abstract bool TryTake(int part, ReadOnlySpan<byte> reply);

    /// <summary>Puts a part's error where its results would stand; false where there is no such place.</summary>
    protected virtual bool TryPlaceError(int part, byte[] error) => false;

    /// <summary>Whether an error of every part is the whole's, though each has its place.</summary>
    protected virtual bool FailsWhenAllFail => true;

    protected abstract void Write(RespWriter writer);

    private void TakeError(int part, byte[] error, bool hasPlace = true)
    {
        if (hasPlace && TryPlaceError(part, error))
            _withoutPlacedError--;
        else
            _isFailed = true;
        if (part >= _errorPart)
            return;
        _errorPart = part;
        _error = error;
    }

    protected void Finish()
    {
        whole.IsSplit = false;
        if (whole.IsAnswered)
        {
            loop.Pool.Release(whole); // Split again when its node was silent, and then that node answered.
            return;
        }

        if (_isFailed || (_withoutPlacedError == 0 && FailsWhenAllFail && _error.Length > 0))
        {
            loop.Dispatcher.Complete(whole, _error);
            return;
        }

        var buffer = new RetainedBuffer();
        Write(new RespWriter(buffer, whole.Version));
        loop.Dispatcher.Complete(whole, buffer.Span);
        buffer.Clear();
    }

    private byte[] OwnError() => Error(ErrorTexts.UnexpectedReply);

    private byte[] TooLarge() => Error(ErrorTexts.JoinedTooLarge);

    private byte[] Error(string text)
    {
        var buffer = new RetainedBuffer();
        new RespWriter(buffer, whole.Version).WriteError(text);
        return buffer.Span.ToArray();
    }
}
