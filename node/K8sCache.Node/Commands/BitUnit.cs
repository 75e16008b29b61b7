using K8sCache.Resp;
using K8sCache.Storage.Bitmaps;

namespace K8sCache.Node.Commands;

/// <summary>What a range of BITCOUNT and BITPOS counts: BYTE, which is also meant where nothing is said, or BIT.</summary>
internal static class BitUnit
{
    public static bool TryParse(in RespRequest request, int index, out int bits)
    {
        bits = index < request.Count && request[index].Is("BIT"u8) ? 1 : BitString.BitsPerByte;
        return index >= request.Count || bits == 1 || request[index].Is("BYTE"u8);
    }
}
