using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Finds the indexes of equal elements.</summary>
internal readonly ref struct FindElements(ReadOnlySpan<byte> wanted, ListSearch search, List<long> found) : IValueReader
{
    private readonly ReadOnlySpan<byte> _wanted = wanted;
    private readonly ListSearch _search = search;
    private readonly List<long> _found = found;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        var view = new ListView(value.Payload, value.Large);
        var fromBack = _search.Rank < 0;
        var skip = Math.Abs(_search.Rank) - 1;
        var compared = 0L;
        for (var place = new ListCursor(view, fromBack ? view.Count - 1 : 0); place.IsValid; compared++)
        {
            if (_search.MaxLength > 0 && compared == _search.MaxLength)
                break;
            if (place.Element.SequenceEqual(_wanted) && --skip < 0)
            {
                _found.Add(fromBack ? view.Count - 1 - compared : compared);
                if (_search.Count > 0 && _found.Count == _search.Count)
                    break;
            }

            if (fromBack)
                place.MovePrevious();
            else
                place.MoveNext();
        }

        return EngineStatus.Ok;
    }
}
