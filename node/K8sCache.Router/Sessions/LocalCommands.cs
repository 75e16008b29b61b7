using System.Diagnostics;
using System.Text;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Router.Sessions;

/// <summary>Commands the router answers itself: about the connection, the commands, and the server a client sees.</summary>
internal static class LocalCommands
{
    public static void Execute(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        switch (command.Id)
        {
            case CommandId.Ping:
                Ping(command, request, reply);
                break;
            case CommandId.Echo:
                reply.WriteBulkString(request[1]);
                break;
            case CommandId.Hello:
                HelloCommand.Execute(session, request, reply);
                break;
            case CommandId.Auth:
                Auth(session, request, reply);
                break;
            case CommandId.Select:
                Select(request, reply);
                break;
            case CommandId.Quit:
                reply.WriteOk();
                break;
            case CommandId.Reset:
                session.Reset();
                reply.WriteSimpleString("RESET"u8);
                break;
            case CommandId.Info:
                InfoText.Write(session, request, reply);
                break;
            case CommandId.ConfigGet:
                ConfigParameters.Write(session.Loop.Context, request, reply);
                break;
            case CommandId.ConfigHelp:
                CommandHelp.Write(CommandTable.Default.Find("config"u8)!, reply);
                break;
            default:
                ExecuteFamily(session, command, request, reply);
                break;
        }
    }

    private static void ExecuteFamily(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        if (command.Name.StartsWith("command", StringComparison.Ordinal))
            CommandReplies.Default.Write(command, request, reply);
        else if (command.Name.StartsWith("client|", StringComparison.Ordinal))
            ClientCommands.Execute(session, command, request, reply);
        else
            throw new UnreachableException($"{command.Name} is answered by the router, and has no answer here.");
    }

    private static void Ping(CommandSpec command, in RespRequest request, RespWriter reply)
    {
        if (request.Count == 1)
            reply.WriteRaw(RespLiterals.Pong);
        else if (request.Count == 2)
            reply.WriteBulkString(request[1]);
        else
            CommandErrors.WriteWrongArity(reply, command);
    }

    private static void Auth(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var password = session.Loop.Context.Password;
        if (request.Count > 3)
            reply.WriteError(ErrorTexts.Syntax);
        else if (request.Count == 2 && !password.IsRequired)
            reply.WriteError(ErrorTexts.NoPasswordSet);
        else if (password.Accepts(request.Count == 3 ? request[1] : "default"u8, request[request.Count - 1]))
        {
            session.Authenticate();
            reply.WriteOk();
        }
        else
            reply.WriteError(ErrorTexts.WrongPassword);
    }

    private static void Select(in RespRequest request, RespWriter reply)
    {
        if (!RespNumber.TryParse(request[1], out var database))
            reply.WriteError(ErrorTexts.NotAnInteger);
        else if (database != 0)
            reply.WriteError(ErrorTexts.DatabaseOutOfRange);
        else
            reply.WriteOk();
    }

    /// <summary>Bytes as text, every byte a character.</summary>
    internal static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
