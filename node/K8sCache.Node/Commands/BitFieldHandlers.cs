using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Bitmaps;

namespace K8sCache.Node.Commands;

/// <summary>Strings as integers of any number of bits.</summary>
internal static class BitFieldHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.BitField] = (ClientSession session, in RespRequest request) => Run(session, request, onlyReads: false),
        [CommandId.BitFieldRo] = (ClientSession session, in RespRequest request) => Run(session, request, onlyReads: true),
    };

    private static void Run(ClientSession session, in RespRequest request, bool onlyReads)
    {
        var reply = session.Reply;
        if (!TryParse(session, request, out var steps))
            return;
        var writes = steps.Exists(step => step.Action != FieldAction.Get);
        if (writes && onlyReads)
        {
            reply.WriteError(KeyErrors.BitFieldReadOnly);
            return;
        }

        var answers = new long?[steps.Count];
        var status = session.Engine.RunFields(request[1], steps.ToArray(), answers);
        if (!writes)
            session.CountRead(status);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (writes && status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteArrayHeader(answers.Length);
        foreach (var answer in answers)
        {
            if (answer is { } value)
                reply.WriteInteger(value);
            else
                reply.WriteNull();
        }
    }

    /// <summary>False when an error was written.</summary>
    private static bool TryParse(ClientSession session, in RespRequest request, out List<FieldStep> steps)
    {
        steps = [];
        var overflow = FieldOverflow.Wrap;
        for (var i = 2; i < request.Count;)
        {
            var word = request[i];
            if (word.Is("OVERFLOW"u8) && i + 1 < request.Count)
            {
                if (!TryParseOverflow(session.Reply, request[i + 1], out overflow))
                    return false;
                i += 2;
                continue;
            }

            FieldAction? action = word.Is("GET"u8) ? FieldAction.Get
                : word.Is("SET"u8) ? FieldAction.Set
                : word.Is("INCRBY"u8) ? FieldAction.IncrementBy
                : null;
            var length = action == FieldAction.Get ? 3 : 4;
            if (action is null || i + length > request.Count)
            {
                session.Reply.WriteError(RedisErrors.Syntax);
                return false;
            }

            if (!TryParseStep(session, request, i, action.Value, overflow, out var step))
                return false;
            steps.Add(step);
            i += length;
        }

        return true;
    }

    private static bool TryParseStep(
        ClientSession session, in RespRequest request, int at, FieldAction action, FieldOverflow overflow, out FieldStep step)
    {
        step = default;
        if (!TryParseType(request[at + 1], out var isSigned, out var bits))
        {
            session.Reply.WriteError(KeyErrors.BitFieldType);
            return false;
        }

        if (!BitHandlers.TryParseOffset(session, request[at + 2], bits, out var offset))
            return false;
        long operand = 0;
        if (action != FieldAction.Get && !RespNumber.TryParse(request[at + 3], out operand))
        {
            session.Reply.WriteError(RedisErrors.NotAnInteger);
            return false;
        }

        step = new FieldStep(action, isSigned, bits, offset, operand, overflow);
        return true;
    }

    private static bool TryParseType(ReadOnlySpan<byte> argument, out bool isSigned, out int bits)
    {
        bits = 0;
        isSigned = argument.StartsWith("i"u8);
        if ((!isSigned && !argument.StartsWith("u"u8)) || !RespNumber.TryParse(argument[1..], out var wanted))
            return false;
        if (wanted < 1 || wanted > (isSigned ? 64 : 63))
            return false;
        bits = (int)wanted;
        return true;
    }

    private static bool TryParseOverflow(RespWriter reply, ReadOnlySpan<byte> argument, out FieldOverflow overflow)
    {
        overflow = argument.Is("SAT"u8) ? FieldOverflow.Saturate
            : argument.Is("FAIL"u8) ? FieldOverflow.Fail
            : FieldOverflow.Wrap;
        if (overflow != FieldOverflow.Wrap || argument.Is("WRAP"u8))
            return true;
        reply.WriteError(KeyErrors.OverflowType);
        return false;
    }
}
