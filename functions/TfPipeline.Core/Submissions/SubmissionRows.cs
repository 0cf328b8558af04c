using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// Accepted rows after pseudonymisation, as columns: references, programme facts and tokens; no identifier. Days are day numbers
/// (<see cref="DateOnly.DayNumber"/>), 0 for none.
/// </summary>
public sealed class SubmissionRows
{
    internal SubmissionRows(int count)
    {
        Row = new int[count];
        Person = new Reference[count];
        Family = new Reference[count];
        OptOut = new Reference[count];
        Withdrawal = new WithdrawalState[count];
        IsProgramme = new bool[count];
        IndexDay = new int[count];
        EndDay = new int[count];
        BirthDay = new int[count];
        ClaimDay = new int[count];
        ClaimIsEmployment = new bool[count];
        Sex = new Sex[count];
        Problems = new ProblemFlags[count];
        HasUpn = new bool[count];
        HasNino = new bool[count];
    }

    private SubmissionRows(SubmissionRows rows, int count)
    {
        Row = rows.Row[..count];
        Person = rows.Person[..count];
        Family = rows.Family[..count];
        OptOut = rows.OptOut[..count];
        Withdrawal = rows.Withdrawal[..count];
        IsProgramme = rows.IsProgramme[..count];
        IndexDay = rows.IndexDay[..count];
        EndDay = rows.EndDay[..count];
        BirthDay = rows.BirthDay[..count];
        ClaimDay = rows.ClaimDay[..count];
        ClaimIsEmployment = rows.ClaimIsEmployment[..count];
        Sex = rows.Sex[..count];
        Problems = rows.Problems[..count];
        HasUpn = rows.HasUpn[..count];
        HasNino = rows.HasNino[..count];
    }

    /// <summary>Number of rows.</summary>
    public int Count => Row.Length;

    /// <summary>1-based rows of the file.</summary>
    public int[] Row { get; }

    /// <summary>People as this council knows them.</summary>
    public Reference[] Person { get; }

    /// <summary>Families as this council knows them; the default for a row that opts out.</summary>
    public Reference[] Family { get; }

    /// <summary>What an opt-out of the person is filed under.</summary>
    public Reference[] OptOut { get; }

    /// <summary>Opt-outs and reversals. A row that opts out has no other fact and no token.</summary>
    public WithdrawalState[] Withdrawal { get; }

    /// <summary>True for the programme group.</summary>
    public bool[] IsProgramme { get; }

    /// <summary>Index dates.</summary>
    public int[] IndexDay { get; }

    /// <summary>End dates.</summary>
    public int[] EndDay { get; }

    /// <summary>Dates of birth.</summary>
    public int[] BirthDay { get; }

    /// <summary>Claim dates.</summary>
    public int[] ClaimDay { get; }

    /// <summary>Where there is a claim: continuous employment.</summary>
    public bool[] ClaimIsEmployment { get; }

    /// <summary>1 male, 2 female, 0 not known.</summary>
    public Sex[] Sex { get; }

    /// <summary>The six problems.</summary>
    public ProblemFlags[] Problems { get; }

    /// <summary>A valid UPN came with the row.</summary>
    public bool[] HasUpn { get; }

    /// <summary>A valid National Insurance number came with the row.</summary>
    public bool[] HasNino { get; }

    /// <summary>The tokens; an empty table where they were not asked for, or are kept as columns beside the rows.</summary>
    public TokenTable Tokens { get; internal set; } = TokenTable.Empty;

    /// <summary>The first rows alone, without tokens.</summary>
    internal SubmissionRows Cut(int count) => new(this, count);
}
