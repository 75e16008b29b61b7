namespace K8sCache.Storage.Lists;

/// <summary>The ring its chunks stand in: a power of two of places, so that both ends grow without moving the others.</summary>
internal sealed partial class LargeList
{
    private const int FirstRingLength = 4;

    private ListChunk[] _ring = new ListChunk[FirstRingLength];
    private int _head;

    private void InsertChunk(int index, ListChunk chunk)
    {
        if (ChunkCount == _ring.Length)
            Resize(_ring.Length * 2);
        var mask = _ring.Length - 1;
        if (index < ChunkCount / 2)
        {
            _head = (_head - 1) & mask;
            for (var i = 0; i < index; i++)
                _ring[Place(i)] = _ring[Place(i + 1)];
        }
        else
        {
            for (var i = ChunkCount; i > index; i--)
                _ring[Place(i)] = _ring[Place(i - 1)];
        }

        ChunkCount++;
        _ring[Place(index)] = chunk;
        End(chunk, default);
    }

    private void RemoveChunk(int index)
    {
        var chunk = ChunkAt(index);
        _chunkBytes -= chunk.HeapBytes;
        RunBytes -= chunk.Length;
        _count -= chunk.Count;
        if (index < ChunkCount / 2)
        {
            for (var i = index; i > 0; i--)
                _ring[Place(i)] = _ring[Place(i - 1)];
            _ring[_head] = null!;
            _head = (_head + 1) & (_ring.Length - 1);
        }
        else
        {
            for (var i = index; i < ChunkCount - 1; i++)
                _ring[Place(i)] = _ring[Place(i + 1)];
            _ring[Place(ChunkCount - 1)] = null!;
        }

        ChunkCount--;
        if (_ring.Length > FirstRingLength && ChunkCount < _ring.Length / 4)
            Resize(_ring.Length / 2);
    }

    private void Resize(int length)
    {
        var ring = new ListChunk[length];
        for (var i = 0; i < ChunkCount; i++)
            ring[i] = ChunkAt(i);
        (_ring, _head) = (ring, 0);
    }

    private int Place(int index) => (_head + index) & (_ring.Length - 1);
}
