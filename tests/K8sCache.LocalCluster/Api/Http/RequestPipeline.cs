using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Every request's way: who is it, may they, who answers; failures become a Status.</summary>
internal sealed partial class RequestPipeline(ApiCore core, ResourceHandler resources, ILogger logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await DispatchAsync(context);
        }
        catch (ApiException e)
        {
            await FailAsync(context, e.Status);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody to answer.
        }
        catch (Exception e)
        {
            LogFailure(logger, e, context.Request.Method, context.Request.Path.Value ?? "");
            await FailAsync(context, Errors.Internal(e.Message).Status);
        }
    }

    private async Task DispatchAsync(HttpContext context)
    {
        var hooks = core.Hooks;
        var info = RequestInfoParser.Parse(context.Request);
        var user = hooks.Authenticator.Authenticate(context) ?? throw Errors.Unauthorized();
        if (!hooks.Authorizer.Allows(user, info))
            throw Refused(hooks, user, info);
        foreach (var handler in hooks.RequestHandlers)
        {
            if (await handler.TryHandleAsync(context, info, user))
                return;
        }
        if (info.IsResource)
            await resources.HandleAsync(context, info, user);
        else
            await Responder.WritePlainNotFoundAsync(context);
    }

    private static ApiException Refused(ApiHooks hooks, UserInfo user, RequestInfo info)
    {
        var why = hooks.Authorizer.Refusal(user, info);
        if (!info.IsResource)
            return Errors.Make(403, "Forbidden", $"forbidden: {why}", new StatusDetails());
        return Errors.Forbidden(info.Resource, info.Name, why);
    }

    private static Task FailAsync(HttpContext context, ApiStatus status)
    {
        // A stream that has begun can only be cut.
        if (!context.Response.HasStarted)
            return Responder.WriteStatusAsync(context, status);
        context.Abort();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception error, string method, string path);
}
