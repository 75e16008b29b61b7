using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Bitmaps;

namespace K8sCache.Node.Commands;

/// <summary>Strings as bits.</summary>
internal static class BitHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.SetBit] = Set,
        [CommandId.GetBit] = Get,
        [CommandId.BitCount] = Count,
        [CommandId.BitPos] = Position,
        [CommandId.BitOp] = Combine,
    };

    /// <summary>An offset a string may reach; <c>#n</c> counts fields of <paramref name="fieldBits"/> where that is given.</summary>
    public static bool TryParseOffset(ClientSession session, ReadOnlySpan<byte> argument, int fieldBits, out long offset)
    {
        var isCounted = fieldBits > 0 && argument.StartsWith("#"u8);
        var most = (long)session.Engine.MaxValueBytes * BitString.BitsPerByte;
        if (!RespNumber.TryParse(isCounted ? argument[1..] : argument, out offset) || offset < 0 || offset >= most)
            offset = -1;
        else if (isCounted)
            offset *= fieldBits;
        if (offset >= 0 && offset < most)
            return true;
        session.Reply.WriteError(KeyErrors.BitOffset);
        return false;
    }

    private static void Set(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!TryParseOffset(session, request[2], 0, out var offset))
            return;
        if (!RespNumber.TryParse(request[3], out var bit) || bit is not (0 or 1))
        {
            reply.WriteError(KeyErrors.BitValue);
            return;
        }

        var status = session.Engine.SetBit(request[1], offset, (int)bit, out var oldBit);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteInteger(oldBit);
    }

    private static void Get(ClientSession session, in RespRequest request)
    {
        if (!TryParseOffset(session, request[2], 0, out var offset))
            return;
        var bit = new BitReply(session.Reply, offset);
        var status = session.Engine.Read(request[1], ref bit);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            session.Reply.WriteInteger(0);
        else
            ErrorTexts.TryWrite(session.Reply, status);
    }

    private static void Count(ClientSession session, in RespRequest request)
    {
        var count = new BitCountReply(session.Reply, request);
        var status = session.Engine.Read(request[1], ref count);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            session.Reply.WriteInteger(0);
        else
            ErrorTexts.TryWrite(session.Reply, status);
    }

    private static void Position(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RespNumber.TryParse(request[2], out var bit))
        {
            reply.WriteError(RedisErrors.NotAnInteger);
            return;
        }

        if (bit is not (0 or 1))
        {
            reply.WriteError(KeyErrors.BitArgument);
            return;
        }

        var position = new BitPositionReply(reply, request, (int)bit);
        var status = session.Engine.Read(request[1], ref position);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteInteger(bit == 1 ? -1 : 0);
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void Combine(ClientSession session, in RespRequest request)
    {
        const int FirstSource = 3;
        var reply = session.Reply;
        BitOperation? operation = request[1].Is("AND"u8) ? BitOperation.And
            : request[1].Is("OR"u8) ? BitOperation.Or
            : request[1].Is("XOR"u8) ? BitOperation.Xor
            : request[1].Is("NOT"u8) ? BitOperation.Not
            : null;
        if (operation is null)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (operation == BitOperation.Not && request.Count != FirstSource + 1)
        {
            reply.WriteError(KeyErrors.BitNotSources);
            return;
        }

        var sources = new RequestKeys(request, FirstSource);
        var status = session.Engine.CombineBits(operation.Value, request[2], sources, out var length);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[2]);
        reply.WriteInteger(length);
    }
}
