using System.Text;
using K8sCache.Topology.Json;

namespace K8sCache.Topology.Tests;

public sealed class TopologyGzipTests
{
    private static readonly byte[] Plain =
        Encoding.UTF8.GetBytes("""{"epoch":7,"nodes":[{"name":"a","address":"127.0.0.1:7001"}]}""");

    [Fact]
    public void A_compressed_document_reads_as_the_plain_one() =>
        Assert.Equal(TopologyJson.Parse(Plain).Document, TopologyJson.Parse(TopologyGzip.Compress(Plain)).Document);

    [Fact]
    public void Damaged_data_is_a_problem_and_no_exception()
    {
        var compressed = TopologyGzip.Compress(Plain);
        for (var cut = 2; cut < compressed.Length; cut++)
        {
            // A cut may leave a whole document behind, as the checksum comes last; then it is read.
            var parsed = TopologyJson.Parse(compressed.AsSpan(0, cut));
            Assert.True(parsed.IsValid || parsed.Problems.Count > 0);
        }

        compressed[^5] ^= 0xFF;
        Assert.False(TopologyJson.Parse(compressed).IsValid);
    }

    [Fact]
    public void A_small_text_that_expands_without_end_stops_at_the_limit() =>
        Assert.False(TopologyJson.Parse(TopologyGzip.Compress(new byte[TopologyLimits.MaxDocumentBytes * 2])).IsValid);

    [Fact]
    public void Compressed_twice_is_refused() =>
        Assert.False(TopologyJson.Parse(TopologyGzip.Compress(TopologyGzip.Compress(Plain))).IsValid);
}
