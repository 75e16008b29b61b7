namespace K8sCache.Node.Commands;

/// <summary>Redis's words for what can be wrong with a command on hashes.</summary>
internal static class HashErrors
{
    public static ReadOnlySpan<byte> NotAnInteger => "ERR hash value is not an integer"u8;

    public static ReadOnlySpan<byte> NotAFloat => "ERR hash value is not a float"u8;

    public static ReadOnlySpan<byte> NotFinite => "ERR value is NaN or Infinity"u8;

    public static ReadOnlySpan<byte> NoFields => "ERR Mandatory argument FIELDS is missing or not at the right position"u8;

    public static ReadOnlySpan<byte> FieldCountNotPositive => "ERR Number of fields must be a positive integer"u8;

    public static ReadOnlySpan<byte> FieldCountNotAboveZero => "ERR Parameter `numFields` should be greater than 0"u8;

    public static ReadOnlySpan<byte> FieldCountMismatch =>
        "ERR The `numfields` parameter must match the number of arguments"u8;

    public static ReadOnlySpan<byte> InvalidFieldCount => "ERR invalid number of fields"u8;

    public static ReadOnlySpan<byte> NegativeExpire => "ERR invalid expire time, must be >= 0"u8;

    public static ReadOnlySpan<byte> MissingExpire => "ERR missing expire time"u8;

    public static ReadOnlySpan<byte> SeveralExpiries =>
        "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified"u8;

    public static ReadOnlySpan<byte> SeveralConditions => "ERR Only one of FXX or FNX arguments can be specified"u8;

    public static ReadOnlySpan<byte> NoValuesElsewhere => "ERR NOVALUES option can only be used in HSCAN"u8;

    public static ReadOnlySpan<byte> OutOfRange => "ERR value is out of range"u8;

    public static ReadOnlySpan<byte> CountOutOfRange =>
        "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8;
}
