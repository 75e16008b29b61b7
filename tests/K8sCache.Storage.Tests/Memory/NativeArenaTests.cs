using System.Runtime.InteropServices;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Tests.Memory;

/// <summary>Of pages that are longer than pieces, as arm64 has them; larger than this machine's, they are made of several.</summary>
public sealed unsafe partial class NativeArenaTests
{
    private const int PageBytes = 64 * 1024;
    private const int PieceBytes = 4 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_returned_piece_leaves_its_neighbours_on_the_page_as_they_are_and_comes_back_zeroed(bool usesHugePages)
    {
        var arena = new NativeArena(usesHugePages, PageBytes);
        var pieces = Rent(arena, 4 * PageBytes / PieceBytes);
        for (var i = 0; i < pieces.Length; i += 2)
            arena.Return((byte*)pieces[i], PieceBytes);
        for (var i = 1; i < pieces.Length; i += 2)
            Assert.True(IsFilled(pieces[i], (byte)(i + 1)));
        for (var i = 0; i < pieces.Length; i += 2)
            Assert.True(IsFilled((nint)arena.Rent(PieceBytes), 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_goes_back_to_the_system_when_none_of_its_pieces_is_rented(bool usesHugePages)
    {
        var arena = new NativeArena(usesHugePages, PageBytes);
        var pieces = Rent(arena, 2 * PageBytes / PieceBytes);
        var pages = pieces.GroupBy(PageOf).ToArray();
        Assert.Equal(2, pages.Length);
        var (first, second) = (pages[0], pages[1]);
        foreach (var piece in first.Skip(1))
            arena.Return((byte*)piece, PieceBytes);
        Assert.True(IsResident(first.Key));

        arena.Return((byte*)first.First(), PieceBytes);
        Assert.False(IsResident(first.Key));
        Assert.True(IsResident(second.Key));
        Assert.All(second, piece => Assert.True(IsFilled(piece, (byte)(Array.IndexOf(pieces, piece) + 1))));
    }

    private static nint PageOf(nint piece) => piece & ~(PageBytes - 1);

    private static nint[] Rent(NativeArena arena, int count)
    {
        var pieces = new nint[count];
        for (var i = 0; i < count; i++)
        {
            pieces[i] = (nint)arena.Rent(PieceBytes);
            new Span<byte>((byte*)pieces[i], PieceBytes).Fill((byte)(i + 1));
        }

        return pieces;
    }

    private static bool IsFilled(nint piece, byte value) =>
        new ReadOnlySpan<byte>((byte*)piece, PieceBytes).IndexOfAnyExcept(value) < 0;

    private static bool IsResident(nint page)
    {
        var states = new byte[PageBytes / Math.Min(PageBytes, Environment.SystemPageSize)];
        Assert.Equal(0, MemoryInCore(page, PageBytes, states));
        return states.Any(static state => (state & 1) != 0);
    }

    [LibraryImport("libc", EntryPoint = "mincore")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MemoryInCore(nint address, nuint length, [Out] byte[] states);
}
