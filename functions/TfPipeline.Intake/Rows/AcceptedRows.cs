using TfPipeline.Identifiers;

namespace TfPipeline.Intake;

/// <summary>
/// Accepted rows as columns. A row that opts out has no value but its person reference. In memory only: it holds identifiers.
/// </summary>
public sealed class AcceptedRows
{
    internal AcceptedRows(HeaderMap map, int capacity)
    {
        Map = map;
        Row = new int[capacity];
        PersonId = new string[capacity];
        FamilyId = new string[capacity];
        Forename = new string?[capacity];
        Surname = new string?[capacity];
        Sex = new Sex[capacity];
        Postcode = new string?[capacity];
        Upn = new string?[capacity];
        Nino = new string?[capacity];
        DateOfBirth = new DateOnly?[capacity];
        IsProgramme = new bool[capacity];
        IndexDate = new DateOnly?[capacity];
        EndDate = new DateOnly?[capacity];
        ClaimDate = new DateOnly?[capacity];
        ClaimIsEmployment = new bool[capacity];
        Problems = new ProblemFlags[capacity];
        Withdrawal = new WithdrawalState[capacity];
        IsQueried = new bool[capacity];
    }

    /// <summary>The columns of the file they come from.</summary>
    public HeaderMap Map { get; }

    /// <summary>How many rows are filled.</summary>
    public int Count { get; internal set; }

    /// <summary>1-based rows of the file.</summary>
    public int[] Row { get; }

    /// <summary>The council's person references.</summary>
    public string[] PersonId { get; }

    /// <summary>The council's family references; empty for a row that opts out.</summary>
    public string[] FamilyId { get; }

    /// <summary>Forenames as given, trimmed.</summary>
    public string?[] Forename { get; }

    /// <summary>Surnames as given, trimmed.</summary>
    public string?[] Surname { get; }

    /// <summary>Sex; not known where the row opts out.</summary>
    public Sex[] Sex { get; }

    /// <summary>Valid postcodes as given, or null.</summary>
    public string?[] Postcode { get; }

    /// <summary>Valid UPNs as given, or null.</summary>
    public string?[] Upn { get; }

    /// <summary>Valid National Insurance numbers as given, or null.</summary>
    public string?[] Nino { get; }

    /// <summary>Dates of birth; null only for a row that opts out.</summary>
    public DateOnly?[] DateOfBirth { get; }

    /// <summary>True for the programme group.</summary>
    public bool[] IsProgramme { get; }

    /// <summary>Index dates; null only for a row that opts out.</summary>
    public DateOnly?[] IndexDate { get; }

    /// <summary>End dates, or null.</summary>
    public DateOnly?[] EndDate { get; }

    /// <summary>Claim dates, or null.</summary>
    public DateOnly?[] ClaimDate { get; }

    /// <summary>Where there is a claim: continuous employment rather than sustained progress.</summary>
    public bool[] ClaimIsEmployment { get; }

    /// <summary>The six problems.</summary>
    public ProblemFlags[] Problems { get; }

    /// <summary>Opt-outs and reversals.</summary>
    public WithdrawalState[] Withdrawal { get; }

    /// <summary>True where the council is asked to look at the row.</summary>
    public bool[] IsQueried { get; }

    /// <summary>The identifiers, as the tokeniser takes them.</summary>
    public IdentifierBatch ToIdentifiers()
        => new()
        {
            Count = Count,
            Forename = Cut(Forename),
            Surname = Cut(Surname),
            Sex = Array.ConvertAll(Cut(Sex), s => s == Identifiers.Sex.NotKnown ? null : s.Code()),
            DateOfBirth = Cut(DateOfBirth),
            Postcode = Cut(Postcode),
            Upn = Cut(Upn),
            Nino = Cut(Nino),
        };

    private T[] Cut<T>(T[] column) => Count == column.Length ? column : column[..Count];
}
