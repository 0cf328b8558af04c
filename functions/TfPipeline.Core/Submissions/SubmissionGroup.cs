using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Submissions;

/// <summary>A row group on its way into the working store: rows, their tokens as columns, and which of them the council is asked to look at.</summary>
internal sealed record SubmissionGroup(SubmissionRows Rows, long[][] Tokens, bool[] IsQueried)
{
    /// <summary>A group of rows that are to be filled.</summary>
    public static SubmissionGroup Of(int rows) => new(new SubmissionRows(rows), TokenColumns.Create(rows), new bool[rows]);

    /// <summary>The first rows alone.</summary>
    public SubmissionGroup Cut(int rows) => rows == Rows.Count ? this : new(Rows.Cut(rows), Array.ConvertAll(Tokens, t => t[..rows]), IsQueried[..rows]);
}
