using K8sCache.Resp;

namespace K8sCache.Transport;

/// <summary>Hears that bytes, and what errors, were appended, or could not be, to its <see cref="OutputBuffer"/>.</summary>
internal interface IOutputOwner : IErrorObserver
{
    void OnOutputAppended();

    /// <summary>There is no memory for its bytes: it is to end, and what is appended goes nowhere.</summary>
    void OnOutputRefused(Exception problem);

    /// <summary>
    /// Sends what is pending and these bytes behind it, as far as the kernel takes them now and
    /// <see cref="ILargeOutput.SentAtOnceBytesMax"/> of each. Answers how many of these bytes are done with.
    /// </summary>
    int SendAtOnce(ReadOnlySpan<byte> bytes, bool more);
}
