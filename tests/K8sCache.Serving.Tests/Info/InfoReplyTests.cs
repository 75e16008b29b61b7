using K8sCache.Serving.Info;

namespace K8sCache.Serving.Tests.Info;

public sealed class InfoReplyTests
{
    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1023, "1023B")]
    [InlineData(1024, "1.00K")]
    [InlineData(24_218, "23.65K")]
    [InlineData(1L << 30, "1.00G")]
    [InlineData(long.MaxValue, "8192.00P")]
    public void Sizes_are_written_as_Redis_writes_them(long bytes, string expected) =>
        Assert.Equal(expected, InfoReply.HumanSize(bytes));
}
