namespace K8sCache.Client.Calls;

/// <summary>How the answer to a request is read, from the connection's own buffer. Errors never come here.</summary>
internal interface IReply<TResult>
{
    /// <exception cref="InvalidDataException">The reply is of another kind than the command has.</exception>
    TResult Read(ReplyReader reply);
}
