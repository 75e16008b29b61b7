using K8sCache.Storage.Eviction;

namespace K8sCache.Storage.Tests.Eviction;

/// <inheritdoc cref="Index.BucketScanTests"/>
public sealed unsafe class GhostLineTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Every_width_finds_the_ghosts_of_a_fingerprint()
    {
        var random = new Random(8);
        var ghosts = new uint[GhostLine.Ghosts];
        for (var round = 0; round < Rounds; round++)
        {
            Fill(ghosts, random);
            var fingerprint = (uint)random.Next(3);
            uint expected = 0;
            for (var place = 0; place < ghosts.Length; place++)
                expected |= ghosts[place] != 0 && ghosts[place] >> GhostLine.FingerprintShift == fingerprint ? 1u << place : 0;
            fixed (uint* line = ghosts)
            {
                Assert.Equal(expected, GhostLine.Matches(line, fingerprint));
                Assert.Equal(expected, GhostLine.MatchesBy256(line, fingerprint));
                Assert.Equal(expected, GhostLine.MatchesBy128(line, fingerprint));
                Assert.Equal(expected, GhostLine.MatchesByGhost(line, fingerprint));
            }
        }
    }

    [Fact]
    public void Every_width_writes_over_an_empty_place_then_what_is_of_no_more_use_then_the_oldest()
    {
        var random = new Random(9);
        var ghosts = new uint[GhostLine.Ghosts];
        var places = new HashSet<int>();
        for (var round = 0; round < Rounds; round++)
        {
            Fill(ghosts, random);
            var (small, main, recent) = (Time(random), Time(random), random.Next(40));
            var expected = Enumerable.Range(0, ghosts.Length).MaxBy(place => Worth(ghosts[place], small, main, recent));
            places.Add(expected);
            fixed (uint* line = ghosts)
            {
                Assert.Equal(expected, GhostLine.Oldest(line, small, main, recent));
                Assert.Equal(expected, GhostLine.OldestBy256(line, small, main, recent));
                Assert.Equal(expected, GhostLine.OldestBy128(line, small, main, recent));
                Assert.Equal(expected, GhostLine.OldestByGhost(line, small, main, recent));
            }
        }

        Assert.Equal(GhostLine.Ghosts, places.Count);
    }

    private static (int Class, int Age) Worth(uint ghost, int small, int main, int recent)
    {
        if (ghost == 0)
            return (2, 0);
        var isMain = (ghost & GhostLine.MainFlag) != 0;
        var age = ((isMain ? main : small) - (int)(ghost & GhostLine.TimeMask) + (int)GhostLine.TimeMask) % (int)GhostLine.TimeMask;
        return isMain && age > recent ? (1, 0) : (0, age);
    }

    // Times that are few, so that ages are equal now and then, on both sides of where they start again.
    private static int Time(Random random) => random.Next(2) == 0 ? random.Next(1, 30) : (int)GhostLine.TimeMask - random.Next(30);

    private static void Fill(uint[] ghosts, Random random)
    {
        var emptyOf = random.Next(1, 40);
        for (var place = 0; place < ghosts.Length; place++)
        {
            ghosts[place] = random.Next(emptyOf) == 0
                ? 0
                : ((uint)random.Next(3) << GhostLine.FingerprintShift) | (random.Next(2) == 0 ? GhostLine.MainFlag : 0) | (uint)Time(random);
        }
    }
}
