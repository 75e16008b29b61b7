using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Index;

/// <summary>The candidates for one hash, in the order they are met.</summary>
internal unsafe ref struct IndexSearch
{
    private readonly uint _home;
    private readonly uint _hash;
    private ulong* _bucket;
    private uint _matches;
    private int _displacement;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public IndexSearch(HashIndex index, uint hash)
    {
        _hash = hash;
        _home = index.HomeOf(hash);
        _bucket = index.Bucket(_home);
        _matches = BucketSlots.MatchesOf(_bucket, SlotRef.Pattern(hash, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SlotRef Next(HashIndex index)
    {
        while (_bucket != null)
        {
            while (_matches != 0)
            {
                var slot = _bucket + uint.TrailingZeroCount(_matches);
                _matches &= _matches - 1;
                if (*slot != 0)
                    return new SlotRef(slot, _home + (uint)_displacement);
            }

            // An empty slot counts as one at distance 0: it ends the search of anything farther, too.
            if ((_displacement == 0 ? BucketSlots.EmptyOf(_bucket) : BucketSlots.NearerThan(_bucket, _displacement)) != 0
                || ++_displacement > HashIndex.MaxDisplacement)
                break;
            _bucket = index.Bucket(_home + (uint)_displacement);
            _matches = BucketSlots.MatchesOf(_bucket, SlotRef.Pattern(_hash, _displacement));
        }

        return default;
    }
}
