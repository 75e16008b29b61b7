namespace K8sCache.Storage.Lists;

/// <summary>Stands at an element of a list that does not change meanwhile, or past one of its ends.</summary>
internal ref struct ListCursor
{
    private readonly ListView _list;
    private ReadOnlySpan<byte> _run;
    private ReadOnlySpan<byte> _element;
    private int _end;

    /// <summary>At an index less than the list's length; sought from the nearer end.</summary>
    public ListCursor(ListView list, int index)
    {
        _list = list;
        if (index <= list.Count / 2)
        {
            for (; index >= list.CountAt(Run); Run++)
                index -= list.CountAt(Run);
            _run = list.RunAt(Run);
        }
        else
        {
            var after = list.Count;
            Run = list.RunCount;
            do
                after -= list.CountAt(--Run);
            while (index < after);
            _run = list.RunAt(Run);
            index -= after;
        }

        var count = list.CountAt(Run);
        _end = index < count / 2 ? ElementRun.Skip(_run, index) : ElementRun.SkipBack(_run, count - index);
        IsValid = true;
        ReadNext();
    }

    public readonly ReadOnlySpan<byte> Element => _element;

    /// <summary>False once it moved past an end.</summary>
    public bool IsValid { get; private set; }

    /// <summary>The run it is in.</summary>
    public int Run { get; private set; }

    /// <summary>Where the element begins in its run.</summary>
    public int Offset { get; private set; }

    /// <summary>Where the element ends in its run.</summary>
    public readonly int End => _end;

    public void MoveNext()
    {
        if (_end == _run.Length)
        {
            if (Run + 1 == _list.RunCount)
            {
                IsValid = false;
                return;
            }

            _run = _list.RunAt(++Run);
            _end = 0;
        }

        ReadNext();
    }

    public void MovePrevious()
    {
        if (Offset == 0)
        {
            if (Run == 0)
            {
                IsValid = false;
                return;
            }

            _run = _list.RunAt(--Run);
            Offset = _run.Length;
        }

        _end = Offset;
        var offset = Offset;
        ElementRun.TryReadPrevious(_run, ref offset, out _element);
        Offset = offset;
    }

    private void ReadNext()
    {
        Offset = _end;
        ElementRun.TryReadNext(_run, ref _end, out _element);
    }
}
