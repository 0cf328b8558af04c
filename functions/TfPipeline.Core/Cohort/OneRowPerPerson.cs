using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>
/// Decides which row is kept for a person with several rows. The earliest programme start wins, then the earliest
/// assessment, then the canonical order. A comparison family with a member on the programme elsewhere is contaminated: it can't
/// show what happens without the programme, so it is left out as a whole.
/// </summary>
internal sealed class OneRowPerPerson
{
    private readonly IReadOnlyList<CohortRow> _rows;
    private readonly HashSet<Reference> _contaminated = [];

    /// <param name="rows">The rows in canonical order.</param>
    /// <param name="cluster">For each row the smallest row of the same person.</param>
    public OneRowPerPerson(IReadOnlyList<CohortRow> rows, int[] cluster)
    {
        _rows = rows;
        var onProgramme = new HashSet<int>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].IsProgramme)
                onProgramme.Add(cluster[i]);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            if (!rows[i].IsProgramme && onProgramme.Contains(cluster[i]))
                _contaminated.Add(rows[i].Family);
        }

        Kept = Choose(cluster);
    }

    /// <summary>The rows that stay, ascending.</summary>
    public int[] Kept { get; }

    public long ContaminatedFamilies => _contaminated.Count;

    public long Contaminated { get; private set; }

    public long Duplicates { get; private set; }

    private int[] Choose(int[] cluster)
    {
        var best = new Dictionary<int, int>();
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_contaminated.Contains(_rows[i].Family))
                Contaminated++;
            else if (!best.TryGetValue(cluster[i], out var other))
                best.Add(cluster[i], i);
            else
            {
                Duplicates++;
                if (IsBetter(_rows[i], _rows[other]))
                    best[cluster[i]] = i;
            }
        }

        return [.. best.Values.Order()];
    }

    private static bool IsBetter(CohortRow row, CohortRow other)
        => row.IsProgramme != other.IsProgramme ? row.IsProgramme : row.IndexDay < other.IndexDay;
}
