using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>One sorted set out of several.</summary>
internal static class SortedSetAlgebraHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ZUnion] = Combines(new("zunion", SetOperation.Union)),
        [CommandId.ZInter] = Combines(new("zinter", SetOperation.Intersection)),
        [CommandId.ZDiff] = Combines(new("zdiff", SetOperation.Difference)),
        [CommandId.ZUnionStore] = Combines(new("zunionstore", SetOperation.Union, Stores: true)),
        [CommandId.ZInterStore] = Combines(new("zinterstore", SetOperation.Intersection, Stores: true)),
        [CommandId.ZDiffStore] = Combines(new("zdiffstore", SetOperation.Difference, Stores: true)),
        [CommandId.ZInterCard] = Combines(new("zintercard", SetOperation.Intersection, Counts: true)),
    };

    /// <summary>Puts elements in the place of whatever a key holds, and answers their number.</summary>
    public static void Store(ClientSession session, ReadOnlySpan<byte> key, List<KeyValuePair<byte[], double>> elements)
    {
        var status = session.Engine.SortedSetReplace(key, elements);
        if (ErrorTexts.TryWrite(session.Reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(key);
        session.Reply.WriteInteger(elements.Count);
    }

    private static CommandHandler Combines(AlgebraForm form) =>
        (ClientSession session, in RespRequest request) => Combine(session, request, form);

    private static void Combine(ClientSession session, in RespRequest request, AlgebraForm form)
    {
        var reply = session.Reply;
        if (!AlgebraArguments.TryParseKeys(request, reply, form.CountAt, form.Name, out var keyCount))
            return;
        var sources = new List<KeyValuePair<byte[], double>>[keyCount];
        var firstKey = form.CountAt + 1;
        for (var key = 0; key < keyCount; key++)
        {
            var status = Read(session, request[firstKey + key], out sources[key]);
            if (ErrorTexts.TryWrite(reply, status))
                return;
        }

        if (!AlgebraArguments.TryParse(request, reply, firstKey + keyCount, keyCount, form, out var arguments))
            return;
        var combined = SortedSetAlgebra.Combine(form.Operation, sources, arguments.Weights, arguments.Aggregate);
        if (form.Stores)
            Store(session, request[1], combined);
        else if (form.Counts)
            reply.WriteInteger(arguments.Limit > 0 ? Math.Min(arguments.Limit, combined.Count) : combined.Count);
        else
            Write(reply, combined, arguments.WithScores);
    }

    private static EngineStatus Read(
        ClientSession session, ReadOnlySpan<byte> key, out List<KeyValuePair<byte[], double>> elements)
    {
        var taken = new TakenElements();
        var status = session.Engine.SortedSetRead(key, SortedSetRange.ByRank(0, -1), ref taken);
        if (status == EngineStatus.WrongType)
        {
            // Sets count as sorted sets here.
            var members = new TakenSetMembers(taken);
            status = session.Engine.ReadSet(key, ref members);
        }

        session.CountRead(status);
        elements = taken.Elements;
        return status;
    }

    private static void Write(RespWriter reply, List<KeyValuePair<byte[], double>> elements, bool withScores)
    {
        elements.Sort(static (left, right) => left.Value != right.Value
            ? left.Value.CompareTo(right.Value)
            : left.Key.AsSpan().SequenceCompareTo(right.Key));
        var written = new ElementsReply(reply, withScores ? ElementsReply.WithScores(reply) : ElementForm.Members);
        written.Begin(elements.Count);
        foreach (var (member, score) in elements)
            written.Visit(member, score);
    }
}
