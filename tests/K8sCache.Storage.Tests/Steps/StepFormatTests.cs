using K8sCache.Storage.Steps;

namespace K8sCache.Storage.Tests.Steps;

/// <summary>What crosses the wire between nodes of different versions stays what it is.</summary>
public sealed class StepFormatTests
{
    [Fact]
    public void Kinds_keep_their_numbers() => Assert.Equal(
        [
            "None=0", "BytesWritten=1", "FieldSet=2", "FieldRemoved=3", "MemberAdded=4", "MemberRemoved=5", "ScoreSet=6",
            "ScoreRemoved=7", "RanksRemoved=8", "PushedFront=9", "PushedBack=10", "EndsRemoved=11", "Inserted=12", "Replaced=13",
            "EqualsRemoved=14",
        ],
        Enum.GetValues<StepKind>().Select(kind => $"{kind}={(byte)kind}"));

    [Fact]
    public void A_step_is_its_base_a_length_and_its_changes()
    {
        var recorder = new StepRecorder();
        recorder.Begin(new EntryVersion(0x0102030405060708, 0x11121314), limit: 1000);
        recorder.FieldSet("f"u8, "value"u8, 300);
        recorder.ScoreSet("m"u8, 1.5);
        recorder.EqualsRemoved("e"u8, 2, fromBack: true);
        var chain = new byte[StepChain.SizeOf(recorder.Changes.Length)];
        StepChain.Write(chain, recorder.Base, recorder.Changes);
        Assert.Equal(
            "0807060504030201" + "14131211" + "1B"
            + "02" + "0166" + "0576616C7565" + "AC02"
            + "06" + "016D" + "000000000000F83F"
            + "0E" + "02" + "01" + "0165",
            Convert.ToHexString(chain));
    }

    [Fact]
    public void A_step_past_its_limit_is_none()
    {
        var recorder = new StepRecorder();
        recorder.Begin(default, limit: 100);
        recorder.MemberAdded(new byte[60]);
        Assert.False(recorder.IsTooLong);
        recorder.MemberAdded(new byte[30]);
        Assert.True(recorder.IsTooLong);
        recorder.MemberAdded("m"u8);
        Assert.True(recorder.IsTooLong);
    }

    [Fact]
    public void A_log_forgets_its_oldest_steps_and_stays_a_chain()
    {
        var log = new StepLog();
        var changes = new byte[1000];
        for (ulong clock = 1; clock < 500; clock++)
            log.Add(new EntryVersion(clock, 1), new EntryVersion(clock + 1, 1), changes);
        Assert.InRange(log.HeldBytes, 1, StepLog.MaxBytes);
        var expected = log.Last;
        var count = 0;
        EntryVersion first = default;
        for (var offset = 0; StepChain.TryRead(log.Chain, ref offset, out var from, out var read); count++)
        {
            first = count == 0 ? from : first;
            Assert.Equal(1000, read.Length);
            Assert.Equal(first.Clock + (ulong)count, from.Clock);
        }

        Assert.Equal(expected.Clock, first.Clock + (ulong)count);
        Assert.InRange(count, 20, 64);
        Assert.True(StepChain.TryFrom(log.Chain, new EntryVersion(expected.Clock - 1, 1), out var last));
        Assert.Equal(StepChain.SizeOf(1000), last.Length);
        log.Add(new EntryVersion(9_000, 2), new EntryVersion(9_001, 2), changes);
        Assert.Equal(StepChain.SizeOf(1000), log.Chain.Length);
    }
}
