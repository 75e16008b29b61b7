using K8sCache.Storage.Bitmaps;

namespace K8sCache.Storage.Tests.Bitmaps;

public sealed class FieldStepTests
{
    [Theory]
    [InlineData(true, 8, 100, 100, FieldOverflow.Wrap, -56L)]
    [InlineData(true, 8, 100, 100, FieldOverflow.Saturate, 127L)]
    [InlineData(true, 8, -100, -100, FieldOverflow.Saturate, -128L)]
    [InlineData(true, 8, 100, 100, FieldOverflow.Fail, null)]
    [InlineData(false, 8, 200, 100, FieldOverflow.Wrap, 44L)]
    [InlineData(false, 8, 200, 100, FieldOverflow.Saturate, 255L)]
    [InlineData(false, 8, 20, -100, FieldOverflow.Saturate, 0L)]
    [InlineData(true, 64, long.MaxValue, 1, FieldOverflow.Wrap, long.MinValue)]
    [InlineData(true, 64, long.MinValue, -1, FieldOverflow.Saturate, long.MinValue)]
    [InlineData(false, 63, 1, long.MaxValue, FieldOverflow.Saturate, long.MaxValue)]
    public void What_does_not_fit_is_dealt_with_as_asked(
        bool isSigned, int bits, long start, long delta, FieldOverflow overflow, long? expected)
    {
        var bytes = new byte[10];
        var set = new FieldStep(FieldAction.Set, isSigned, bits, 3, start, FieldOverflow.Wrap);
        Assert.Equal(0, set.Run(bytes));
        Assert.Equal(start, set.Read(bytes));
        var add = new FieldStep(FieldAction.IncrementBy, isSigned, bits, 3, delta, overflow);
        Assert.Equal(expected, add.Run(bytes));
        Assert.Equal(expected ?? start, add.Read(bytes));
    }

    [Fact]
    public void Fields_side_by_side_do_not_touch()
    {
        var bytes = new byte[4];
        new FieldStep(FieldAction.Set, false, 5, 0, 31, FieldOverflow.Wrap).Run(bytes);
        new FieldStep(FieldAction.Set, false, 7, 5, 0, FieldOverflow.Wrap).Run(bytes);
        new FieldStep(FieldAction.Set, false, 5, 12, 31, FieldOverflow.Wrap).Run(bytes);
        Assert.Equal(new byte[] { 0xf8, 0x0f, 0x80, 0 }, bytes);
    }
}
