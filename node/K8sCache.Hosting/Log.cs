using Microsoft.Extensions.Logging;

namespace K8sCache.Hosting;

internal static partial class Log
{
    [LoggerMessage(900, LogLevel.Critical, "{Work} ended: the process cannot go on without it")]
    public static partial void WorkDied(ILogger log, string work, Exception? error);

    [LoggerMessage(902, LogLevel.Error, "There was no memory for a callback of an event loop")]
    public static partial void NoMemoryForCallback(ILogger log, Exception error);

    [LoggerMessage(903, LogLevel.Information, "The internal identity was read again from {Path}: {Tokens} tokens are good")]
    public static partial void IdentityChanged(ILogger log, string path, int tokens);

    [LoggerMessage(904, LogLevel.Error, "The internal identity in {Path} is not taken, the one before stays: {Problem}")]
    public static partial void IdentityUnreadable(ILogger log, string path, string problem);

    [LoggerMessage(901, LogLevel.Warning, "{Work} failed while it was told to stop")]
    public static partial void WorkFailedAtStop(ILogger log, string work, Exception error);
}
