using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Resp;

/// <summary>The first byte of every element on the wire (RESP2 and RESP3).</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The protocol's own names.")]
public enum RespPrefix : byte
{
    SimpleString = (byte)'+',
    SimpleError = (byte)'-',
    Integer = (byte)':',
    BulkString = (byte)'$',
    Array = (byte)'*',
    Null = (byte)'_',
    Boolean = (byte)'#',
    Double = (byte)',',
    BigNumber = (byte)'(',
    BulkError = (byte)'!',
    VerbatimString = (byte)'=',
    Map = (byte)'%',
    Set = (byte)'~',
    Push = (byte)'>',
    Attribute = (byte)'|',
}
