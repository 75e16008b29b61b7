namespace K8sCache.Commands;

/// <summary>What a request's name and number of arguments come to.</summary>
public enum CommandLookup
{
    Found,
    UnknownCommand,
    UnknownSubcommand,
    WrongArity,
}
