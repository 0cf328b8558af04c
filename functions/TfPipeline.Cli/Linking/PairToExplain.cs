using System.Globalization;
using TfPipeline.Cli.Terminal;

namespace TfPipeline.Cli.Linking;

/// <summary>The pair that <c>--explain</c> names, as linkage knows it.</summary>
/// <param name="LeftRow">Place of the left person; of one file the earlier of the two.</param>
/// <param name="Record">Id of the right file's row; of one file the place of the later person.</param>
internal sealed record PairToExplain(int LeftRow, string Record)
{
    /// <summary>Looks both ids up before any work is done.</summary>
    /// <exception cref="UsageException">An id is not in its file, or both are one row.</exception>
    public static PairToExplain? Find(string[]? ids, PersonFile left, PersonFile? right)
    {
        if (ids is not [var a, var b])
            return null;
        var row = RowOf(left, a, "left");
        if (right is not null)
        {
            RowOf(right, b, "right");
            return new PairToExplain(row, b);
        }

        var other = RowOf(left, b, "left");
        return row == other
            ? throw new UsageException("--explain names one row twice; name two.")
            : new PairToExplain(Math.Min(row, other), Math.Max(row, other).ToString(CultureInfo.InvariantCulture));
    }

    private static int RowOf(PersonFile file, string id, string side)
        => Array.IndexOf(file.Ids, id) is >= 0 and var row ? row : throw new UsageException($"--explain names an id that is not in the {side} file.");
}
