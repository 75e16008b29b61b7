using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Strings;

namespace K8sCache.Node.Commands;

/// <summary>LCS: what two strings have in common.</summary>
internal static class LcsHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Lcs] = Run,
    };

    private static void Run(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var left = new CopiedString();
        var right = new CopiedString();
        var statusLeft = session.Engine.Read(request[1], ref left);
        var statusRight = session.Engine.Read(request[2], ref right);
        session.CountRead(statusLeft);
        session.CountRead(statusRight);
        if (statusLeft == EngineStatus.WrongType || statusRight == EngineStatus.WrongType)
        {
            reply.WriteError(KeyErrors.NotStrings);
            return;
        }

        if (!LcsArguments.TryParse(request, reply, out var options))
            return;
        if (CommonSubsequence.CellsFor(left.Bytes, right.Bytes) > CommonSubsequence.CellsMax)
        {
            reply.WriteError(KeyErrors.LcsTooLong);
            return;
        }

        var common = new CommonSubsequence(left.Bytes, right.Bytes);
        if (options.IsIndexed)
            WriteMatches(reply, common, options);
        else if (options.IsLength)
            reply.WriteInteger(common.Length);
        else
            reply.WriteBulkString(common.Bytes);
    }

    private static void WriteMatches(RespWriter reply, CommonSubsequence common, LcsArguments options)
    {
        var matches = common.Matches.Where(match => match.Length >= options.MinLength).ToList();
        reply.WriteMapHeader(2);
        reply.WriteBulkString("matches"u8);
        reply.WriteArrayHeader(matches.Count);
        foreach (var match in matches)
        {
            reply.WriteArrayHeader(options.WithLengths ? 3 : 2);
            WriteRange(reply, match.Left, match.Length);
            WriteRange(reply, match.Right, match.Length);
            if (options.WithLengths)
                reply.WriteInteger(match.Length);
        }

        reply.WriteBulkString("len"u8);
        reply.WriteInteger(common.Length);
    }

    private static void WriteRange(RespWriter reply, int first, int length)
    {
        reply.WriteArrayHeader(2);
        reply.WriteInteger(first);
        reply.WriteInteger(first + length - 1);
    }
}
