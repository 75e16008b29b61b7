using System.Net;
using K8sCache.Resp;

namespace K8sCache.Transport.Tests.Client;

/// <summary>
/// A server for the client's tests: ECHO echoes, SILENT never answers, PUSH sends an out-of-band message before its OK,
/// GARBAGE answers no RESP, BYE closes, AUTH and HELLO accept the password <c>secret</c> only.
/// </summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly EventLoopGroup _group =
        EventLoopGroup.Start(new EventLoopOptions { Time = TimeProvider.System, LoopCount = 1, Name = "echo" });

    private readonly Listener _listener;

    public EchoServer() => _listener = _group.Listen(new IPEndPoint(IPAddress.Loopback, 0), _ => new Session());

    public IPEndPoint EndPoint => _listener.EndPoint;

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private sealed class Session : IConnectionHandler
    {
        private readonly RespRequestParser _parser = new(RespLimits.Default);

        public void OnConnected(Connection connection)
        {
        }

        public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
        {
            var at = 0;
            while (_parser.TryParse(data[at..], out var consumed, out var request) == RespStatus.Done)
            {
                at += consumed;
                Answer(connection, request, new RespWriter(connection.Output, RespVersion.Resp3));
            }

            return at;
        }

        public void OnDrained(Connection connection)
        {
        }

        public void OnBatchEnd(Connection connection)
        {
        }

        public void OnClosed(Connection connection, Exception? reason)
        {
        }

        private static void Answer(Connection connection, in RespRequest request, RespWriter writer)
        {
            if (request.Name.SequenceEqual("ECHO"u8))
            {
                writer.WriteBulkString(request[1]);
            }
            else if (request.Name.SequenceEqual("PUSH"u8))
            {
                writer.WritePushHeader(1);
                writer.WriteSimpleString("news"u8);
                writer.WriteOk();
            }
            else if (request.Name.SequenceEqual("GARBAGE"u8))
            {
                writer.WriteRaw("what?\r\n"u8);
            }
            else if (request.Name.SequenceEqual("BYE"u8))
            {
                connection.Close();
            }
            else if (request.Name.SequenceEqual("AUTH"u8) || request.Name.SequenceEqual("HELLO"u8))
            {
                if (request[request.Count - 1].SequenceEqual("secret"u8))
                    writer.WriteOk();
                else
                    writer.WriteError("WRONGPASS no"u8);
            }
            else if (!request.Name.SequenceEqual("SILENT"u8))
            {
                writer.WriteError("ERR unknown command"u8);
            }
        }
    }
}
