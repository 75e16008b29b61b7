namespace K8sCache.Resp;

/// <summary>An output that is told of every error reply written to it.</summary>
public interface IErrorObserver
{
    /// <param name="text">Without the leading dash, beginning with the error's code.</param>
    void OnErrorReply(ReadOnlySpan<byte> text);
}
