using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace K8sCache.Storage.Memory;

/// <summary>
/// An array of 64-byte lines, one cache line each, that grows and shrinks by pages: lines never move, so neither takes
/// longer with the size of the array.
/// </summary>
internal unsafe struct LinePages(int linesPerPageShift, ShardMemory memory)
{
    public const int LineBytes = 64;

    private byte** _pages;
    private int _tableLength;

    public int PageCount { get; private set; }

    public readonly long Bytes => PageCount * PageBytes;

    public readonly int LinesPerPage => 1 << linesPerPageShift;

    public readonly uint LineCount => (uint)PageCount << linesPerPageShift;

    private readonly long PageBytes => (long)LineBytes << linesPerPageShift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly byte* Line(uint index)
    {
        Debug.Assert(index < LineCount, "a line inside the array");
        return _pages[index >> linesPerPageShift] + ((long)(index & ((1u << linesPerPageShift) - 1)) * LineBytes);
    }

    public void AddPage()
    {
        if (PageCount == _tableLength)
        {
            _tableLength = Math.Max(8, _tableLength * 2);
            _pages = (byte**)NativeMemory.Realloc(_pages, (nuint)_tableLength * (nuint)sizeof(byte*));
        }

        memory.Charge(PageBytes);
        _pages[PageCount++] = memory.Arena.Rent(PageBytes);
    }

    public void RemovePage()
    {
        memory.Arena.Return(_pages[--PageCount], PageBytes);
        memory.Charge(-PageBytes);
    }

    public void Clear()
    {
        while (PageCount > 0)
            RemovePage();
        NativeMemory.Free(_pages);
        _pages = null;
        _tableLength = 0;
    }
}
