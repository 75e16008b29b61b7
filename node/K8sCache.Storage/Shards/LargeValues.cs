using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>A shard's large values by number: the entry's payload is the number, the object is the collector's.</summary>
internal sealed class LargeValues(ShardMemory memory)
{
    /// <summary>Bytes of a payload that is a number.</summary>
    public const int NumberBytes = sizeof(int);

    // Its place in the list, and in the list of free places.
    private const int PlaceBytes = sizeof(long) + sizeof(int);

    private readonly Stack<int> _free = new();
    private LargeValue?[] _values = [];
    private int _used;

    public long Bytes { get; private set; }

    public LargeValue this[Item item] => _values[NumberOf(item)]!;

    public int Add(LargeValue value)
    {
        if (!_free.TryPop(out var number))
        {
            number = _used++;
            if (number == _values.Length)
                Array.Resize(ref _values, Math.Max(8, _values.Length * 2));
        }

        _values[number] = value;
        value.ChargedBytes = value.HeapBytes;
        Charge(value.ChargedBytes + PlaceBytes);
        return number;
    }

    /// <summary>What this one is charged.</summary>
    public long BytesOf(Item item) => this[item].ChargedBytes + PlaceBytes;

    public void Remove(Item item)
    {
        var number = NumberOf(item);
        Charge(-_values[number]!.ChargedBytes - PlaceBytes);
        _values[number] = null;
        _free.Push(number);
    }

    /// <summary>Charges what a value changed in place came to.</summary>
    public void Recharge(LargeValue value)
    {
        var bytes = value.HeapBytes;
        Charge(bytes - value.ChargedBytes);
        value.ChargedBytes = bytes;
    }

    private static int NumberOf(Item item) => BitConverter.ToInt32(item.Payload);

    private void Charge(long bytes)
    {
        if (bytes == 0)
            return;
        Bytes += bytes;
        memory.Charge(bytes);
    }
}
