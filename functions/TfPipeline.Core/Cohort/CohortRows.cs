using TfPipeline.Core.Submissions;
using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>The rows in force of all councils, in canonical order, before rows of one person are merged.</summary>
internal sealed class CohortRows
{
    private readonly List<TokenTable> _tokens = [];

    public List<CohortRow> Rows { get; } = [];

    public EditTokens Edits { get; } = new();

    /// <summary>Takes the rows in force of one row group.</summary>
    /// <param name="gss">The council.</param>
    /// <param name="rows">The row group, with tokens.</param>
    /// <param name="chosen">Which of its rows, ascending.</param>
    /// <param name="versions">What the council said of the families.</param>
    public void Add(string gss, SubmissionRows rows, int[] chosen, CouncilVersions versions)
    {
        foreach (var i in chosen)
        {
            var family = versions.Family(rows.Family[i]);
            Rows.Add(new CohortRow(
                gss, rows.Person[i], rows.Family[i], family.IsProgramme, family.IndexDay(rows.IsProgramme[i], rows.IndexDay[i]), rows.EndDay[i],
                family.CrossoverDay, rows.BirthDay[i], rows.Sex[i], rows.Problems[i], rows.HasUpn[i], rows.HasNino[i]));
        }

        _tokens.Add(rows.Tokens.Select(chosen));
    }

    /// <summary>The tokens of all rows, edit tokens put back beside their values.</summary>
    public TokenTable Tokens()
        => _tokens.Count == 0 ? TokenTable.Empty : TokenColumns.To(TokenColumns.From(TokenTable.Concat(_tokens)), Edits);
}

/// <summary>One row in force. Days are day numbers, 0 for none.</summary>
internal sealed record CohortRow(
    string Gss, Reference Person, Reference Family, bool IsProgramme, int IndexDay, int EndDay, int CrossoverDay,
    int BirthDay, Sex Sex, ProblemFlags Problems, bool HasUpn, bool HasNino);
