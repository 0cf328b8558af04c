using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Intake;

/// <summary>A row group on its way into the working store: rows, and their tokens as columns.</summary>
internal sealed record SubmissionGroup(SubmissionRows Rows, long[][] Tokens)
{
    /// <summary>A group of rows that are to be filled.</summary>
    public static SubmissionGroup Of(int rows) => new(new SubmissionRows(rows), TokenColumns.Create(rows));

    /// <summary>The first rows alone.</summary>
    public SubmissionGroup Cut(int rows) => rows == Rows.Count ? this : new(Rows.Cut(rows), Array.ConvertAll(Tokens, t => t[..rows]));
}
