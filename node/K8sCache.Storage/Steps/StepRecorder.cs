using System.Buffers.Binary;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Steps;

/// <summary>
/// Writes down what an update changes in one value, for the value's other copies. Each change is a <see cref="StepKind"/>,
/// numbers as <see cref="Varint"/>, byte strings behind their lengths, a score in eight bytes.
/// </summary>
internal sealed class StepRecorder
{
    private byte[] _bytes = new byte[256];
    private int _length;
    private int _limit;

    /// <summary>The value's version before.</summary>
    public EntryVersion Base { get; private set; }

    /// <summary>More was changed than is worth telling as changes.</summary>
    public bool IsTooLong { get; private set; }

    public ReadOnlySpan<byte> Changes => _bytes.AsSpan(0, _length);

    /// <summary>Begins an update's step, of no more than so many bytes.</summary>
    public void Begin(EntryVersion from, int limit)
    {
        Base = from;
        IsTooLong = false;
        _length = 0;
        _limit = limit;
    }

    public void BytesWritten(long offset, ReadOnlySpan<byte> bytes)
    {
        if (TryBegin(StepKind.BytesWritten, bytes.Length))
            Number((ulong)offset).Text(bytes);
    }

    /// <param name="field">The field.</param>
    /// <param name="value">What it has now, changed or not.</param>
    /// <param name="expiresAtMs">Milliseconds since the Unix epoch; 0 = never.</param>
    public void FieldSet(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, long expiresAtMs)
    {
        if (TryBegin(StepKind.FieldSet, field.Length + value.Length))
            Text(field).Text(value).Number((ulong)expiresAtMs);
    }

    public void FieldRemoved(ReadOnlySpan<byte> field) => Element(StepKind.FieldRemoved, field);

    public void MemberAdded(ReadOnlySpan<byte> member) => Element(StepKind.MemberAdded, member);

    public void MemberRemoved(ReadOnlySpan<byte> member) => Element(StepKind.MemberRemoved, member);

    public void ScoreSet(ReadOnlySpan<byte> member, double score)
    {
        if (!TryBegin(StepKind.ScoreSet, member.Length))
            return;
        Text(member);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), score);
        _length += sizeof(double);
    }

    public void ScoreRemoved(ReadOnlySpan<byte> member) => Element(StepKind.ScoreRemoved, member);

    public void RanksRemoved(int first, int count) => Numbers(StepKind.RanksRemoved, first, count);

    public void Pushed(ReadOnlySpan<byte> element, bool atFront) =>
        Element(atFront ? StepKind.PushedFront : StepKind.PushedBack, element);

    public void EndsRemoved(int front, int back) => Numbers(StepKind.EndsRemoved, front, back);

    public void Inserted(int index, ReadOnlySpan<byte> element)
    {
        if (TryBegin(StepKind.Inserted, element.Length))
            Number((ulong)index).Text(element);
    }

    public void Replaced(int index, ReadOnlySpan<byte> element)
    {
        if (TryBegin(StepKind.Replaced, element.Length))
            Number((ulong)index).Text(element);
    }

    public void EqualsRemoved(ReadOnlySpan<byte> unwanted, int count, bool fromBack)
    {
        if (TryBegin(StepKind.EqualsRemoved, unwanted.Length))
            Number((ulong)count).Number(fromBack ? 1UL : 0).Text(unwanted);
    }

    private void Element(StepKind kind, ReadOnlySpan<byte> element)
    {
        if (TryBegin(kind, element.Length))
            Text(element);
    }

    private void Numbers(StepKind kind, int first, int second)
    {
        if (TryBegin(kind, 0))
            Number((ulong)first).Number((ulong)second);
    }

    private bool TryBegin(StepKind kind, int textBytes)
    {
        // A kind, two texts' lengths, a number or a score.
        const int OverheadBytes = 1 + 5 + 5 + 10;

        var needed = _length + (long)OverheadBytes + textBytes;
        if (needed > _limit)
            IsTooLong = true;
        if (IsTooLong)
            return false;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Max(needed, _bytes.Length * 2L));
        _bytes[_length++] = (byte)kind;
        return true;
    }

    private StepRecorder Number(ulong value)
    {
        _length += Varint.Write(_bytes.AsSpan(_length), value);
        return this;
    }

    private StepRecorder Text(ReadOnlySpan<byte> text)
    {
        Number((ulong)text.Length);
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
        return this;
    }
}
