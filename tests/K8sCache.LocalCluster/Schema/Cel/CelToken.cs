namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>A lexeme: <see cref="Text"/> of identifiers and operators, <see cref="Value"/> of literals.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, int Offset, string Text, object? Value = null);
