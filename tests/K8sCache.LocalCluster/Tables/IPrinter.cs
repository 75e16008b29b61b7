using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tables;

/// <summary>The columns of one kind and how an object fills them.</summary>
internal interface IPrinter
{
    /// <summary>The columnDefinitions; shared, to be cloned.</summary>
    JsonArray Columns { get; }

    /// <summary>An empty list has rows null, not [].</summary>
    bool NullWhenEmpty { get; }

    JsonArray Cells(JsonObject obj, DateTimeOffset now);

    /// <summary>Row conditions, such as a finished Pod's Completed; null for none.</summary>
    JsonArray? Conditions(JsonObject obj);
}
