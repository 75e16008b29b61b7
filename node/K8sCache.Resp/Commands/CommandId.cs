namespace K8sCache.Resp.Commands;

/// <summary>Every command and subcommand, to switch on. Order carries no meaning and nothing of it crosses the wire.</summary>
public enum CommandId
{
    // Connection
    Auth,
    Client,
    ClientGetName,
    ClientHelp,
    ClientId,
    ClientInfo,
    ClientList,
    ClientNoEvict,
    ClientNoTouch,
    ClientReply,
    ClientSetInfo,
    ClientSetName,
    Echo,
    Hello,
    Ping,
    Quit,
    Reset,
    Select,

    // Server
    Command,
    CommandCount,
    CommandDocs,
    CommandGetKeys,
    CommandGetKeysAndFlags,
    CommandHelp,
    CommandInfo,
    CommandList,
    Config,
    ConfigGet,
    ConfigHelp,
    DbSize,
    FlushAll,
    FlushDb,
    Info,

    // Transactions
    Discard,
    Exec,
    Multi,
    Unwatch,
    Watch,

    // Generic
    Del,
    Exists,
    Expire,
    Persist,
    PExpire,
    PTtl,
    Scan,
    Ttl,
    Type,
    Unlink,

    // Strings
    Append,
    Decr,
    DecrBy,
    Get,
    Incr,
    IncrBy,
    MGet,
    MSet,
    Set,
    StrLen,

    // Hashes
    HDel,
    HExists,
    HGet,
    HGetAll,
    HLen,
    HMGet,
    HSet,

    // Internal
    K8sCache,
    K8sCacheApply,
    K8sCacheFetch,
    K8sCacheFlush,
    K8sCachePeer,
    K8sCacheReport,
    K8sCacheRouter,
    K8sCacheTopology,
}
