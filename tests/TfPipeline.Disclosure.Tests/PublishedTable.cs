namespace TfPipeline.Disclosure.Tests;

/// <summary>A row as a reader of the release has it: a number, or null where the symbol stands.</summary>
internal sealed record PublishedRow(string Window, string Dimension, string Level, long? People, long? Events)
{
    public bool IsTotal => Dimension == CountTable.All;

    /// <summary>Leaves the true counts behind.</summary>
    public static PublishedRow Of(PrintedRow row)
        => new(row.Source.Window, row.Source.Dimension, row.Source.Level, row.People.Value, row.Categories[0].Value);
}

/// <summary>What a reader counts: all people of a row, those with the event, those without it.</summary>
internal enum Counted
{
    People,
    Events,
    Others,
}
