using System.Buffers;
using System.Text;
using K8sCache.Client.Tests.Support;

namespace K8sCache.Client.Tests;

/// <summary>Every call there is, against a node alone.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private TestNode _node = null!;
    private K8sCacheClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        _client = Clients.Of(_node.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Values_of_every_form_come_back_as_they_were()
    {
        byte[] bytes = [0, 13, 10, 255, 0];
        Assert.Null(await _client.GetAsync("k"));
        Assert.True(await _client.SetAsync("k", bytes));
        Assert.Equal(bytes.ToList(), await ListAsync("k"));
        Assert.True(await _client.SetAsync("text", "grüß dich"));
        Assert.Equal("grüß dich", await _client.GetStringAsync("text"));
        Assert.True(await _client.SetAsync(new byte[] { 1, 0, 2 }, 42L));
        Assert.Equal("42", await _client.GetStringAsync((ReadOnlyMemory<byte>)new byte[] { 1, 0, 2 }));
        Assert.True(await _client.SetAsync("pieces", Pieces("ab", "", "cde")));
        Assert.Equal("abcde", await _client.GetStringAsync("pieces"));
        Assert.True(await _client.SetAsync("empty", ReadOnlyMemory<byte>.Empty));
        Assert.Empty((await _client.GetAsync("empty"))!);
        Assert.True(await _client.SetAsync(new string('ü', 5000), "long key"));
        Assert.Equal("long key", await _client.GetStringAsync(Encoding.UTF8.GetBytes(new string('ü', 5000))));
    }

    [Fact]
    public async Task A_value_is_written_straight_to_the_callers_buffer()
    {
        var large = new byte[3 << 20];
        new Random(1).NextBytes(large);
        await _client.SetAsync("large", large);
        var destination = new ArrayBufferWriter<byte>();
        Assert.True(await _client.TryGetAsync("large", destination));
        Assert.True(destination.WrittenSpan.SequenceEqual(large));
        Assert.False(await _client.TryGetAsync("none", destination));
        Assert.Equal(large.Length, destination.WrittenCount);
    }

    [Fact]
    public async Task What_the_callers_buffer_throws_is_the_callers()
    {
        await _client.SetAsync("k", "v");
        await Assert.ThrowsAsync<NotSupportedException>(async () => await _client.TryGetAsync("k", new ThrowingBuffer()));
        Assert.Equal("v", await _client.GetStringAsync("k"));
    }

    [Fact]
    public async Task Conditions_and_expiries_of_a_set()
    {
        Assert.False(await _client.SetAsync("k", "1", new SetOptions { Condition = SetCondition.IfPresent }));
        Assert.True(await _client.SetAsync("k", "1", new SetOptions { Condition = SetCondition.IfAbsent, Expiry = TimeSpan.FromHours(1) }));
        Assert.False(await _client.SetAsync("k", "2", new SetOptions { Condition = SetCondition.IfAbsent }));
        Assert.InRange((await _client.TimeToLiveAsync("k"))!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.True(await _client.SetAsync("k", "3", new SetOptions { KeepExpiry = true }));
        Assert.InRange((await _client.TimeToLiveAsync("k"))!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.True(await _client.SetAsync("k", "4", new SetOptions { ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(3) }));
        Assert.InRange((await _client.TimeToLiveAsync("k"))!.Value, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        Assert.True(await _client.SetAsync("k", "5"));
        Assert.Equal(Timeout.InfiniteTimeSpan, await _client.TimeToLiveAsync("k"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _client.SetAsync("k", "6", TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await _client.SetAsync("k", "6", new SetOptions { KeepExpiry = true, Expiry = TimeSpan.FromDays(1) }));
        Assert.Equal("5", await _client.GetStringAsync("k"));
    }

    [Fact]
    public async Task Keys_and_their_lifetimes()
    {
        Assert.False(await _client.ExistsAsync("k"));
        Assert.False(await _client.ExpireAsync("k", TimeSpan.FromHours(1)));
        Assert.Null(await _client.TimeToLiveAsync("k"));
        await _client.SetAsync("k", "v");
        Assert.True(await _client.ExistsAsync("k"));
        Assert.True(await _client.TouchAsync("k"));
        Assert.False(await _client.TouchAsync("none"));
        Assert.False(await _client.PersistAsync("k"));
        Assert.True(await _client.ExpireAtAsync("k", TimeProvider.System.GetUtcNow().AddHours(3)));
        Assert.InRange((await _client.TimeToLiveAsync("k"))!.Value, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        Assert.True(await _client.ExpireAsync("k", TimeSpan.FromHours(1)));
        Assert.InRange((await _client.TimeToLiveAsync("k"))!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.True(await _client.PersistAsync("k"));
        Assert.Equal(Timeout.InfiniteTimeSpan, await _client.TimeToLiveAsync("k"));
        Assert.True(await _client.ExpireAsync("k", TimeSpan.Zero));
        Assert.False(await _client.ExistsAsync("k"));
        await _client.SetAsync("k", "v");
        Assert.True(await _client.DeleteAsync("k"));
        Assert.False(await _client.DeleteAsync("k"));
        await _client.PingAsync();
    }

    [Fact]
    public async Task Counters()
    {
        Assert.Equal(1, await _client.IncrementAsync("n"));
        Assert.Equal(41, await _client.IncrementAsync("n", 40));
        Assert.Equal(39, await _client.DecrementAsync("n", 2));
        await _client.SetAsync("text", "x");
        var error = await Assert.ThrowsAsync<K8sCacheException>(async () => await _client.IncrementAsync("text"));
        Assert.Equal(CacheErrorKind.Server, error.Kind);
        Assert.StartsWith("ERR value is not an integer or out of range (INCRBY at ", error.Message, StringComparison.Ordinal);
        Assert.False(error.MayHaveExecuted);
    }

    [Fact]
    public async Task Hashes()
    {
        Assert.Empty(await _client.HashGetAllAsync("h"));
        Assert.True(await _client.HashSetAsync("h", "a", "1"));
        Assert.False(await _client.HashSetAsync("h", "a", "2"));
        Assert.Equal(2, await _client.HashSetAsync("h", new Dictionary<string, CacheValue> { ["b"] = "3", ["c"] = new byte[] { 9 } }));
        Assert.Equal("2", Text(await _client.HashGetAsync("h", "a")));
        Assert.Null(await _client.HashGetAsync("h", "z"));
        Assert.Equal(["2", null, "\t"], (await _client.HashGetManyAsync("h", ["a", "z", "c"])).Select(Text));
        Assert.Equal(3, await _client.HashLengthAsync("h"));
        Assert.True(await _client.HashExistsAsync("h", "b"));
        var all = await _client.HashGetAllAsync("h");
        Assert.Equal(["a", "b", "c"], all.Keys.Order());
        Assert.Equal("3", Text(all["b"]));
        Assert.Equal(2, await _client.HashDeleteAsync("h", ["a", "b", "z"]));
        Assert.Equal(0, await _client.HashDeleteAsync("h", []));
        Assert.Empty(await _client.HashGetManyAsync("h", []));
    }

    [Fact]
    public async Task A_batch_has_a_result_for_every_key()
    {
        await _client.HashSetAsync("hash", "f", "v");
        var stored = await _client.SetManyAsync(new Dictionary<CacheKey, CacheValue> { ["a"] = "1", ["b"] = "2" }, TimeSpan.FromHours(1));
        Assert.All(stored, result => Assert.True(result.Value));
        var read = await _client.GetManyAsync(["a", "none", "hash", "b"]);
        Assert.Equal("1", Text(read[0].Value));
        Assert.Null(read[1].Value);
        Assert.False(read[2].IsOk);
        Assert.Equal("hash", read[2].Key);
        Assert.StartsWith("WRONGTYPE", Assert.Throws<K8sCacheException>(() => read[2].Value).Message, StringComparison.Ordinal);
        Assert.Equal("2", Text(read[3].Value));
        Assert.Equal([true, false], (await _client.DeleteManyAsync(["a", "none"])).Select(result => result.Value));
        Assert.Empty(await _client.GetManyAsync([]));
    }

    [Fact]
    public async Task Thousands_of_callers_share_the_connections_and_get_their_own_answers()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (var round = 0; round < 50; round++)
            {
                await _client.SetAsync($"{caller}/{round % 7}", $"{caller}:{round}");
                Assert.Equal($"{caller}:{round}", await _client.GetStringAsync($"{caller}/{round % 7}"));
            }
        }));
        Assert.Equal(2, _client.Router.Seeds[0].Connections);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_and_harms_no_other()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _client.GetAsync("k", cancelled.Token));
        for (var round = 0; round < 50; round++)
        {
            using var source = new CancellationTokenSource();
            var calls = Enumerable.Range(0, 20).Select(index => _client.SetAsync($"k{index}", "v", default, source.Token).AsTask()).ToList();
            await source.CancelAsync();
            foreach (var call in calls)
            {
                if (await Record.ExceptionAsync(() => call) is { } error)
                    Assert.IsAssignableFrom<OperationCanceledException>(error);
            }
        }

        await _client.SetAsync("k", "v");
        Assert.Equal("v", await _client.GetStringAsync("k"));
        await Eventually.True(() => _client.Router.IsIdle, "nothing is under way");
        Assert.All(_client.Router.AllLinks(), link => Assert.Equal(0, link.Signals.InFlight));
    }

    private async Task<List<byte>> ListAsync(CacheKey key) => [.. (await _client.GetAsync(key))!];

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private static ReadOnlySequence<byte> Pieces(params string[] texts)
    {
        Piece? first = null, last = null;
        foreach (var text in texts)
        {
            last = new Piece(Encoding.UTF8.GetBytes(text), last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes;
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }

    private sealed class ThrowingBuffer : IBufferWriter<byte>
    {
        public void Advance(int count) => throw new NotSupportedException();

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

        public Span<byte> GetSpan(int sizeHint = 0) => throw new NotSupportedException();
    }
}
