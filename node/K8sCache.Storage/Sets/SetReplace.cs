using K8sCache.Storage.Values;

namespace K8sCache.Storage.Sets;

/// <summary>Makes a set of these members, whatever was there before (SINTERSTORE and its like); none of them: no entry.</summary>
internal sealed class SetReplace(IReadOnlyCollection<byte[]> members, ulong seed) : IValueUpdate
{
    public long ReserveBytes => members.Sum(member => SetEdit.UpperBound(member.Length));

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (members.Count == 0)
        {
            if (!value.Exists)
                return EngineStatus.Missing;
            value.Delete();
            return EngineStatus.Ok;
        }

        value.ExpiresAtMs = 0;
        if (members.Count > PackedSet.MaxIntegers)
        {
            var large = new LargeSet(seed);
            foreach (var member in members)
                large.TryAdd(member);
            value.SetLarge(EntryKind.Set, large);
            return EngineStatus.Ok;
        }

        var isNumber = CanonicalInt64.TryParse(members.First(), out _);
        value.SetPayload(EntryKind.Set, PackedSet.HeaderBytes)[0] = isNumber ? PackedSet.Integers16 : PackedSet.List;
        foreach (var member in members)
            SetEdit.Add(ref value, member, seed);
        return EngineStatus.Ok;
    }
}
