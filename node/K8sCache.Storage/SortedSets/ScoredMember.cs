using System.Buffers.Binary;
using System.Runtime.InteropServices;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.SortedSets;

/// <summary>An element of a <see cref="LargeSortedSet"/> as one array: eight bytes of score, then the member.</summary>
internal static class ScoredMember
{
    private const int ScoreBytes = sizeof(double);

    public static byte[] Create(double score, ReadOnlySpan<byte> member)
    {
        var record = GC.AllocateUninitializedArray<byte>(ScoreBytes + member.Length);
        member.CopyTo(record.AsSpan(ScoreBytes));
        SetScore(record, score);
        return record;
    }

    public static double ScoreOf(byte[] record) => BinaryPrimitives.ReadDoubleLittleEndian(record);

    public static void SetScore(byte[] record, double score) => BinaryPrimitives.WriteDoubleLittleEndian(record, score);

    public static ReadOnlySpan<byte> MemberOf(byte[] record) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(record), record.Length)[ScoreBytes..];

    public static long HeapBytes(int memberLength) => HeapSize.Bytes(ScoreBytes + memberLength);
}
