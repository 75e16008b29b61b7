namespace K8sCache.Operator.Status;

/// <summary>One condition's verdict, before it gets its times.</summary>
/// <param name="Status">True or false as the condition's type asks.</param>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Message">For people.</param>
public sealed record Judgement(bool Status, string Reason, string Message);
