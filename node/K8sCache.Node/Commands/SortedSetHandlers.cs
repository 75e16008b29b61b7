using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Sorted sets: members, their scores and ranks.</summary>
internal static class SortedSetHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ZAdd] = Add,
        [CommandId.ZIncrBy] = Increment,
        [CommandId.ZRem] = Remove,
        [CommandId.ZScore] = Score,
        [CommandId.ZMScore] = Scores,
        [CommandId.ZCard] = Count,
        [CommandId.ZRank] = (ClientSession session, in RespRequest request) => Rank(session, request, fromHighest: false),
        [CommandId.ZRevRank] = (ClientSession session, in RespRequest request) => Rank(session, request, fromHighest: true),
        [CommandId.ZRandMember] = Random,
    };

    private static void Add(ClientSession session, in RespRequest request)
    {
        if (AddArguments.TryParse(request, session.Reply, out var arguments))
            Add(session, request, arguments);
    }

    private static void Increment(ClientSession session, in RespRequest request)
    {
        if (ScoreArguments.TryParse(request[2], out _))
            Add(session, request, new AddArguments(FirstScore: 2, SortedSetConditions.Increment, CountChanged: false));
        else
            session.Reply.WriteError(ErrorTexts.NotAFloat);
    }

    private static void Add(ClientSession session, in RespRequest request, AddArguments arguments)
    {
        var reply = session.Reply;
        var status = session.Engine.SortedSetAdd(
            request[1], new RequestScores(request, arguments.FirstScore), arguments.Conditions, out var result);
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        if (status == EngineStatus.ConditionFailed)
            reply.WriteError(ErrorTexts.ScoreNotANumber);
        else if (ErrorTexts.TryWrite(reply, status))
            return;
        else if ((arguments.Conditions & SortedSetConditions.Increment) == 0)
            reply.WriteInteger(arguments.CountChanged ? result.Added + result.Updated : result.Added);
        else if (result.Score is { } score)
            reply.WriteDouble(score);
        else
            reply.WriteNull();
    }

    private static void Remove(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.SortedSetRemove(request[1], new RequestFields(request, step: 1), out var removed);
        if (ErrorTexts.TryWrite(session.Reply, status))
            return;
        if (removed > 0)
            session.Wrote(request[1]);
        session.Reply.WriteInteger(removed);
    }

    private static void Score(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var scores = new ScoresReply(reply, arrayHeader: null);
        var status = session.Engine.SortedSetScores(request[1], new RequestFields(request, step: 1), ref scores);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteNull();
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void Scores(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var count = request.Count - 2;
        var scores = new ScoresReply(reply, arrayHeader: count);
        var status = session.Engine.SortedSetScores(request[1], new RequestFields(request, step: 1), ref scores);
        session.CountRead(status);
        if (ErrorTexts.TryWrite(reply, status) || status != EngineStatus.Missing)
            return;
        for (; count > 0; count--)
            scores.Visit(null);
    }

    private static void Count(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.SortedSetCount(request[1], SortedSetRange.ByRank(0, -1), out var count);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(session.Reply, status))
            session.Reply.WriteInteger(count);
    }

    private static void Rank(ClientSession session, in RespRequest request, bool fromHighest)
    {
        var reply = session.Reply;
        var withScore = request.Count == 4 && request[3].Is("WITHSCORE"u8);
        if (request.Count > 3 && !withScore)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        var status = session.Engine.SortedSetRank(request[1], request[2], fromHighest, out var rank, out var score);
        session.CountRead(status);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status != EngineStatus.Ok && withScore)
        {
            reply.WriteNullArray();
        }
        else if (status != EngineStatus.Ok)
        {
            reply.WriteNull();
        }
        else
        {
            if (withScore)
                reply.WriteArrayHeader(2);
            reply.WriteInteger(rank);
            if (withScore)
                reply.WriteDouble(score);
        }
    }

    private static void Random(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var hasCount = request.Count > 2;
        long count = 1;
        if (hasCount && !NumberArguments.TryParseNegatable(reply, request[2], out count))
            return;
        var withScores = request.Count == 4 && request[3].Is("WITHSCORES"u8);
        if (request.Count > 3 && !withScores)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (withScores && count is < -long.MaxValue / 2 or > long.MaxValue / 2)
        {
            reply.WriteError(ErrorTexts.OutOfRange);
            return;
        }

        Random(session, request[1], hasCount ? count : null, withScores);
    }

    private static void Random(ClientSession session, ReadOnlySpan<byte> key, long? count, bool withScores)
    {
        var reply = session.Reply;
        var random = session.Loop.Random;
        EngineStatus status;
        if (count is { } wanted)
        {
            var elements = new ElementsReply(reply, withScores ? ElementsReply.WithScores(reply) : ElementForm.Members);
            status = session.Engine.SortedSetRandom(key, wanted, random, ref elements);
        }
        else
        {
            var member = new MemberReply(reply);
            status = session.Engine.SortedSetRandom(key, 1, random, ref member);
        }

        session.CountRead(status);
        if (status != EngineStatus.Missing)
            ErrorTexts.TryWrite(reply, status);
        else if (count is null)
            reply.WriteNull();
        else
            reply.WriteArrayHeader(0);
    }
}
