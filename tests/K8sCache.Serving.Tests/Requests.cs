using System.Buffers;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Serving.Tests;

/// <summary>Requests as a client sends them, and what is written in reply.</summary>
internal static class Requests
{
    public delegate void Answer(in RespRequest request, RespWriter reply);

    /// <summary>The reply's bytes as text, in RESP2 by default.</summary>
    public static string Ask(string line, Answer answer, RespVersion version = RespVersion.Resp2)
    {
        var parser = new RespRequestParser(RespLimits.Default);
        Assert.Equal(RespStatus.Done, parser.TryParse(Encoding.Latin1.GetBytes(line + "\r\n"), out _, out var request));
        var output = new ArrayBufferWriter<byte>();
        answer(request, new RespWriter(output, version));
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }
}
