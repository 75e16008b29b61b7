using System.Buffers;

namespace K8sCache.Node.Sessions;

/// <summary>Where the replies go that a client does not want (CLIENT REPLY OFF and SKIP).</summary>
internal sealed class DiscardedOutput(ClientSession session) : IBufferWriter<byte>, Resp.IErrorObserver
{
    private const int ScratchBytes = 4 * 1024;

    private byte[] _scratch = [];

    public void Advance(int count)
    {
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => Scratch(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Scratch(sizeHint);

    public void OnErrorReply(ReadOnlySpan<byte> text) => session.OnErrorReply(text);

    private byte[] Scratch(int sizeHint)
    {
        if (_scratch.Length < Math.Max(1, sizeHint))
            _scratch = new byte[Math.Max(sizeHint, ScratchBytes)];
        return _scratch;
    }
}
