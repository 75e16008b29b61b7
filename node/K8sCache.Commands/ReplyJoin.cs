namespace K8sCache.Commands;

/// <summary>How a router makes one reply of the replies to a command's parts. An error of any part is the
/// reply, but for KeyOrder: there it stands in its keys' places.</summary>
public enum ReplyJoin
{
    /// <summary>There is only one part.</summary>
    None,

    /// <summary>Each part answers an array with one element per key: put back in the order of the keys.</summary>
    KeyOrder,

    /// <summary>Integers are added up.</summary>
    Sum,

    /// <summary>OK once all parts are.</summary>
    AllOk,

    /// <summary>Arrays are put one behind the other: KEYS.</summary>
    Concat,

    /// <summary>One of the replies that are not null, drawn at random; null when all are: RANDOMKEY.</summary>
    AnyOne,
}
