using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Testing.Client;

/// <summary>
/// A small client for tests and benchmarks: one connection, requests of any number of callers
/// pipelined, replies materialised. It does not reconnect: once broken, every call fails with the reason.
/// </summary>
public sealed class RespClient : IAsyncDisposable
{
    private readonly RespClientOptions _options;
    private readonly Stream _stream;
    private readonly ReplyQueue _replies;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _request = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _receiving;

    private RespClient(Stream stream, RespClientOptions options)
    {
        _stream = stream;
        _options = options;
        _replies = new ReplyQueue(options);
        _receiving = ReceiveAsync();
    }

    /// <summary>Connects, and authenticates or asks for RESP3 where the options say so.</summary>
    /// <exception cref="SocketException">The endpoint cannot be reached.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Its certificate is not trusted.</exception>
    /// <exception cref="RespErrorException">It refused the password or the version.</exception>
    public static async Task<RespClient> ConnectAsync(
        EndPoint endPoint, RespClientOptions options, CancellationToken cancellationToken = default)
    {
        var family = endPoint is IPEndPoint address ? address.AddressFamily : AddressFamily.Unspecified;
        var socket = family == AddressFamily.Unspecified
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        Stream? stream = null;
        try
        {
            socket.NoDelay = true;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var timer = options.Time.CreateTimer(
                static state => ((CancellationTokenSource)state!).Cancel(), limit, options.ConnectTimeout, Timeout.InfiniteTimeSpan);
            await socket.ConnectAsync(endPoint, limit.Token);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is { } tls)
            {
                var encrypted = new SslStream(stream);
                stream = encrypted;
                await encrypted.AuthenticateAsClientAsync(tls, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            (stream as IDisposable ?? socket).Dispose();
            throw new TimeoutException($"Connecting to {endPoint} took longer than {options.ConnectTimeout.TotalMilliseconds:0} ms.");
        }
        catch
        {
            (stream as IDisposable ?? socket).Dispose();
            throw;
        }

        var client = new RespClient(stream, options);
        try
        {
            await client.GreetAsync(cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a request of UTF-8 arguments.</summary>
    /// <inheritdoc cref="ExecuteAsync(IReadOnlyList{ReadOnlyMemory{byte}}, CancellationToken)"/>
    public Task<RespValue> ExecuteAsync(params string[] arguments) => ExecuteAsync(arguments, CancellationToken.None);

    /// <inheritdoc cref="ExecuteAsync(string[])"/>
    public Task<RespValue> ExecuteAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ExecuteAsync([.. arguments.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))], cancellationToken);

    /// <summary>Sends a request and awaits its reply; an error reply is a value like any other.</summary>
    /// <exception cref="TimeoutException">No reply in time; later requests are still answered in order.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task<RespValue> ExecuteAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> arguments, CancellationToken cancellationToken = default)
    {
        var reply = await SendAsync(arguments, cancellationToken)
            .WaitAsync(_options.RequestTimeout, _options.Time, cancellationToken);
        return await reply.WaitAsync(_options.RequestTimeout, _options.Time, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested)
            return;
        await _disposed.CancelAsync();
        await _stream.DisposeAsync();
        await _receiving;
        _disposed.Dispose();
    }

    /// <summary>One sender at a time: replies are matched to requests by their order.</summary>
    private async Task<Task<RespValue>> SendAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> arguments, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            _request.ResetWrittenCount();
            var writer = new RespWriter(_request, RespVersion.Resp2);
            writer.WriteArrayHeader(arguments.Count);
            foreach (var argument in arguments)
                writer.WriteBulkString(argument.Span);
            var reply = _replies.Expect();

            // Not cancellable: half a request would spoil the connection.
            await _stream.WriteAsync(_request.WrittenMemory, CancellationToken.None);
            return reply;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new IOException("The connection is lost.", exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        string[] credentials = _options.Password is { } password ? [_options.UserName ?? "default", password] : [];
        if (_options.Version == RespVersion.Resp3)
            ThrowIfError(await ExecuteAsync(["HELLO", "3", .. credentials.Length > 0 ? ["AUTH", .. credentials] : credentials], cancellationToken));
        else if (_options.UserName is not null)
            ThrowIfError(await ExecuteAsync(["AUTH", .. credentials], cancellationToken));
        else if (_options.Password is not null)
            ThrowIfError(await ExecuteAsync(["AUTH", _options.Password], cancellationToken));
    }

    private static void ThrowIfError(RespValue reply)
    {
        if (reply.IsError)
            throw new RespErrorException(reply.Text);
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        var used = 0;
        try
        {
            while (true)
            {
                if (used == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var received = await _stream.ReadAsync(buffer.AsMemory(used), _disposed.Token);
                if (received == 0)
                    throw new IOException("The peer closed the connection.");
                used += received;
                var consumed = _replies.Complete(buffer.AsSpan(0, used));
                buffer.AsSpan(consumed, used - consumed).CopyTo(buffer);
                used -= consumed;
            }
        }
        catch (Exception exception)
        {
            // Every waiting and later call fails with the reason: this task itself never does.
            _replies.Fail(_disposed.IsCancellationRequested
                ? new ObjectDisposedException(nameof(RespClient))
                : new IOException($"The connection is lost: {exception.Message}", exception));
        }
    }
}
