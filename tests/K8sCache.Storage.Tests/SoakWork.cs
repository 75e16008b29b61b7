using System.Runtime.InteropServices;

namespace K8sCache.Storage.Tests;

/// <summary>One worker's random operations: strings of stamped values, and hashes beside them.</summary>
internal sealed class SoakWork(CacheEngine engine, ManualTimeProvider time, int seed)
{
    private const int Keys = 4_000;
    private const int LongValueBytes = 100_000;

    private readonly byte[] _value = new byte[LongValueBytes];
    private int _stamp;

    public Random Random { get; } = new(seed);

    public void Step()
    {
        // A cube of the number makes some keys far more popular than others.
        var popularity = Random.NextDouble();
        var key = (int)(popularity * popularity * popularity * Keys);
        switch (Random.Next(20))
        {
            case < 8: Get(key); break;
            case < 14: Set(key); break;
            case 14: engine.Delete(KeyOf(key)); break;
            case 15: engine.SetExpiry(KeyOf(key), time.NowMs + Random.Next(-1, 100_000)); break;
            case 16: engine.Persist(KeyOf(key)); break;
            case 17: Hash(key); break;
            case 18: Rewrite(key); break;
            default: Scan(); break;
        }
    }

    private void Get(int key)
    {
        var check = new StampCheck(key);
        if (engine.Get(KeyOf(key), ref check) == EngineStatus.Ok)
            Assert.True(check.IsRight, $"key {key}");
    }

    private void Set(int key)
    {
        var length = Random.Next(100) switch
        {
            < 60 => Random.Next(64),
            < 95 => Random.Next(1_500),
            < 99 => Random.Next(12_000),
            _ => Random.Next(LongValueBytes),
        };
        Stamped.Fill(_value.AsSpan(0, length), key, ++_stamp);
        var options = new SetOptions { ExpiresAtMs = Random.Next(3) == 0 ? time.NowMs + Random.Next(1, 5_000) : 0 };
        Assert.Equal(EngineStatus.Ok, engine.Set(KeyOf(key), _value.AsSpan(0, length), options));
    }

    /// <summary>Takes the state out and merges it again: nothing may change by it.</summary>
    private void Rewrite(int key)
    {
        var recorded = new RecordedStates();
        engine.Snapshot(KeyOf(key), ref recorded);
        recorded.MergeShuffled(engine, Random);
        Get(key);
    }

    private void Hash(int key)
    {
        var name = $"h{key % 50}";
        var field = new TextFields(($"field{Random.Next(300)}", new string('v', Random.Next(80))));
        if (Random.Next(3) != 0)
            Assert.Equal(EngineStatus.Ok, engine.HashSet(Engines.Bytes(name), field, out _));
        else
            engine.HashDelete(Engines.Bytes(name), field, out _);
    }

    private void Scan()
    {
        var taken = new TakenKeys();
        engine.Scan((ulong)Random.Next() << 1, 20, ref taken);
    }

    // Keys of all lengths, a few longer than a byte counts.
    private static byte[] KeyOf(int key)
    {
        var bytes = new byte[key % 97 == 0 ? 300 : 4 + (key % 40)];
        MemoryMarshal.Write(bytes, key);
        return bytes;
    }
}
