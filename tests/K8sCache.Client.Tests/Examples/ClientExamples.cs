using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using K8sCache.Client.Tests.Support;

namespace K8sCache.Client.Tests.Examples;

/// <summary>The examples of docs/client.md that use the client alone; what stands between the marks is in the document word for word.</summary>
public sealed class ClientExamples : IAsyncLifetime
{
    private TestCluster _cluster = null!;
    private string _address = "";

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(2, factor: 2, router: true);
        _address = _cluster.Router;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Start()
    {
        var cancellationToken = CancellationToken.None;
        var address = _address;

        // example: start
        await using var client = new K8sCacheClient(new K8sCacheClientOptions { Address = address });

        await client.SetAsync("greeting", "hello", TimeSpan.FromMinutes(5), cancellationToken);
        string? greeting = await client.GetStringAsync("greeting", cancellationToken);
        byte[]? bytes = await client.GetAsync("greeting", cancellationToken);
        bool wasThere = await client.DeleteAsync("greeting", cancellationToken);
        // end

        Assert.Equal("hello", greeting);
        Assert.Equal("hello", Encoding.UTF8.GetString(bytes!));
        Assert.True(wasThere);
    }

    [Fact]
    public async Task Values()
    {
        await using var client = new K8sCacheClient(new K8sCacheClientOptions { Address = _address });
        var payload = new byte[] { 1, 2, 3 };

        // example: values
        // Bytes, in one piece or several, text, and numbers.
        await client.SetAsync("user:7:photo", payload);
        await client.SetAsync("user:7:name", "Ada", new SetOptions { Condition = SetCondition.IfAbsent });
        await client.SetAsync("user:7:offer", "10 %", new SetOptions { ExpiresAt = new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        // Into a buffer of yours, straight from the connection's.
        var buffer = new ArrayBufferWriter<byte>();
        bool found = await client.TryGetAsync("user:7:photo", buffer);

        // Counters, lifetimes, hashes.
        long visits = await client.IncrementAsync("user:7:visits");
        await client.ExpireAsync("user:7:visits", TimeSpan.FromHours(1));
        TimeSpan? left = await client.TimeToLiveAsync("user:7:visits");
        await client.HashSetAsync("user:7", "city", "London");
        IReadOnlyDictionary<string, byte[]> fields = await client.HashGetAllAsync("user:7");
        // end

        Assert.True(found);
        Assert.Equal(3, buffer.WrittenCount);
        Assert.Equal(1, visits);
        Assert.InRange(left!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.Equal(["city"], fields.Keys);
    }

    [Fact]
    public async Task Batches()
    {
        await using var client = new K8sCacheClient(new K8sCacheClientOptions { Address = _address });

        // example: batches
        await client.SetManyAsync(
            new Dictionary<CacheKey, CacheValue> { ["a"] = "1", ["b"] = "2", ["c"] = "3" }, TimeSpan.FromMinutes(5));

        foreach (CacheResult<byte[]?> result in await client.GetManyAsync(["a", "b", "nowhere"]))
        {
            if (!result.IsOk)
                Console.WriteLine($"{result.Key}: {result.Error!.Message}");
            else if (result.Value is { } value)
                Console.WriteLine($"{result.Key} has {value.Length} bytes");
        }
        // end

        Assert.Equal([true, true, true], (await client.DeleteManyAsync(["a", "b", "c"])).Select(result => result.Value));
    }

    [Fact]
    public async Task Errors()
    {
        await using var client = new K8sCacheClient(new K8sCacheClientOptions { Address = _address });
        await client.SetAsync("text", "no number");
        var said = "";

        // example: errors
        try
        {
            await client.IncrementAsync("text");
        }
        catch (K8sCacheException error) when (error.Kind == CacheErrorKind.Server)
        {
            said = error.Message; // ERR value is not an integer or out of range (INCRBY at node 'cache-nodes-0' (10.0.0.7:6379))
        }
        catch (K8sCacheException error) when (error.MayHaveExecuted)
        {
            // A write whose answer was lost. Read, or write again, as suits what was written.
        }
        // end

        Assert.StartsWith("ERR value is not an integer or out of range (INCRBY at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics()
    {
        // example: metrics
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "K8sCache.Client" && instrument.Name == "k8scache.client.call.duration")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, state) =>
            Console.WriteLine($"{instrument.Name} {seconds * 1e6:0} us {tags[0].Value}"));
        listener.Start();
        // end

        var calls = 0;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref calls));
        await using var client = new K8sCacheClient(new K8sCacheClientOptions { Address = _address });
        await client.SetAsync("k", "v");
        Assert.True(calls > 0);
    }
}
