using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Memory;

/// <summary>
/// An array that grows by pages: items never move, growth copies only the list of pages, and the memory
/// taken rises smoothly instead of doubling.
/// </summary>
internal struct PagedArray<T>
    where T : struct
{
    public const int PageLength = 256;
    private const int PageShift = 8;

    private T[][] _pages = [];

    public PagedArray()
    {
    }

    /// <summary>What one more page adds to the heap, its place in the list of pages (itself doubling) included.</summary>
    public static long PageBytes => HeapSize.Array<T>(PageLength) + (2 * sizeof(long));

    public int PageCount { get; private set; }

    public readonly int Capacity => PageCount * PageLength;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref T At(int index) => ref _pages[index >> PageShift][index & (PageLength - 1)];

    public void AddPage()
    {
        if (PageCount == _pages.Length)
            Array.Resize(ref _pages, Math.Max(4, PageCount * 2));
        _pages[PageCount++] = new T[PageLength];
    }

    public void Clear()
    {
        _pages = [];
        PageCount = 0;
    }
}
