using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Memory;

/// <summary>
/// An array of 64-byte lines, one cache line each, that grows and shrinks by pages: lines never move, so neither takes
/// longer with the size of the array.
/// </summary>
/// <remarks>
/// Changed under its owner's lock. <see cref="Peek"/> reads beside that without a barrier: the table is published as a whole, by
/// its reference, and what it points at was zeroed before. Prefetches need no more, see docs/memory-model.md.
/// </remarks>
internal unsafe struct LinePages(int linesPerPageShift, ShardMemory memory)
{
    public const int LineBytes = 64;

    // On the collector's heap, so that a reader without the lock meets an old table, never memory that is gone.
    private nint[] _pages = [];

    public int PageCount { get; private set; }

    public readonly long Bytes => PageCount * PageBytes;

    public readonly int LinesPerPage => 1 << linesPerPageShift;

    public readonly uint LineCount => (uint)PageCount << linesPerPageShift;

    private readonly long PageBytes => (long)LineBytes << linesPerPageShift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly byte* Line(uint index)
    {
        Debug.Assert(index < LineCount, "a line inside the array");
        return (byte*)_pages[index >> linesPerPageShift] + ((long)(index & ((1u << linesPerPageShift) - 1)) * LineBytes);
    }

    /// <summary>
    /// The line, or null where there is none such; may be called without the lock, and the line then hold anything, or be
    /// no longer mapped where the arena unmaps.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly byte* Peek(uint index)
    {
        var pages = _pages;
        var page = index >> linesPerPageShift;
        // Read once: whoever removes the page may write nothing there at any moment.
        var start = page < (uint)pages.Length ? (byte*)pages[page] : null;
        return start == null ? null : start + ((long)(index & ((1u << linesPerPageShift) - 1)) * LineBytes);
    }

    public void AddPage()
    {
        if (PageCount == _pages.Length)
            Array.Resize(ref _pages, Math.Max(8, _pages.Length * 2));
        _pages[PageCount] = (nint)memory.Arena.Rent(PageBytes);
        PageCount++;
        memory.Charge(PageBytes);
    }

    public void RemovePage()
    {
        var page = (byte*)_pages[--PageCount];
        _pages[PageCount] = 0;
        memory.Arena.Return(page, PageBytes);
        memory.Charge(-PageBytes);
    }

    public void Clear()
    {
        while (PageCount > 0)
            RemovePage();
        _pages = [];
    }
}
