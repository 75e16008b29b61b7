namespace K8sCache.Node.Commands;

/// <summary>Redis' own words for what can be wrong with a command on keys, strings, bits and HyperLogLogs.</summary>
internal static class KeyErrors
{
    public static ReadOnlySpan<byte> OffsetOutOfRange => "ERR offset is out of range"u8;

    public static ReadOnlySpan<byte> NoSuchKey => "ERR no such key"u8;

    public static ReadOnlySpan<byte> SameObject => "ERR source and destination objects are the same"u8;

    public static ReadOnlySpan<byte> BusyKey => "BUSYKEY Target key name already exists."u8;

    public static ReadOnlySpan<byte> BadDump => "ERR DUMP payload version or checksum are wrong"u8;

    public static ReadOnlySpan<byte> BadDataFormat => "ERR Bad data format"u8;

    public static ReadOnlySpan<byte> InvalidTimeToLive => "ERR Invalid TTL value, must be >= 0"u8;

    public static ReadOnlySpan<byte> InvalidIdleTime => "ERR Invalid IDLETIME value, must be >= 0"u8;

    public static ReadOnlySpan<byte> InvalidFrequency => "ERR Invalid FREQ value, must be >= 0 and <= 255"u8;

    public static ReadOnlySpan<byte> FrequencyNotTracked =>
        "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust."u8;

    public static ReadOnlySpan<byte> IdleTimeNotTracked =>
        "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust."u8;

    public static ReadOnlySpan<byte> BitOffset => "ERR bit offset is not an integer or out of range"u8;

    public static ReadOnlySpan<byte> BitValue => "ERR bit is not an integer or out of range"u8;

    public static ReadOnlySpan<byte> BitArgument => "ERR The bit argument must be 1 or 0."u8;

    public static ReadOnlySpan<byte> BitNotSources => "ERR BITOP NOT must be called with a single source key."u8;

    public static ReadOnlySpan<byte> BitFieldType =>
        "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is."u8;

    public static ReadOnlySpan<byte> OverflowType => "ERR Invalid OVERFLOW type specified"u8;

    public static ReadOnlySpan<byte> BitFieldReadOnly => "ERR BITFIELD_RO only supports the GET subcommand"u8;

    public static ReadOnlySpan<byte> NotHyperLogLog => "WRONGTYPE Key is not a valid HyperLogLog string value."u8;

    public static ReadOnlySpan<byte> CorruptedHyperLogLog => "INVALIDOBJ Corrupted HLL object detected"u8;

    public static ReadOnlySpan<byte> NotStrings => "ERR The specified keys must contain string values"u8;

    public static ReadOnlySpan<byte> LengthAndIndexes =>
        "ERR If you want both the length and indexes, please just use IDX."u8;

    public static ReadOnlySpan<byte> LcsTooLong => "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"u8;
}
