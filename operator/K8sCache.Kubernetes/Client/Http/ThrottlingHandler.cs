using System.Net;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Client.Http;

/// <summary>Keeps to our own rate, and to the server's wish where it says Retry-After.</summary>
/// <remarks>
/// A request answered 429, or 503 with Retry-After, was not processed: sending it again is safe whatever its method.
/// </remarks>
internal sealed class ThrottlingHandler(
    TokenBucket bucket, TimeProvider timeProvider, ILogger logger, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaxRetries = 10;
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await bucket.WaitAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            if (attempt == MaxRetries || RetryDelay(response) is not { } delay)
                return response;

            Log.ApiThrottled(logger, request.Method, request.RequestUri?.AbsolutePath, (int)response.StatusCode, delay);
            response.Dispose();
            await Task.Delay(delay, timeProvider, cancellationToken);
        }
    }

    private TimeSpan? RetryDelay(HttpResponseMessage response)
    {
        var retryAfter = response.Headers.RetryAfter;
        if (response.StatusCode != HttpStatusCode.TooManyRequests
            && (response.StatusCode != HttpStatusCode.ServiceUnavailable || retryAfter is null))
            return null;

        var delay = retryAfter?.Delta
            ?? (retryAfter?.Date is { } date ? date - timeProvider.GetUtcNow() : DefaultDelay);
        return TimeSpan.FromTicks(Math.Clamp(delay.Ticks, 0, MaxDelay.Ticks));
    }
}
