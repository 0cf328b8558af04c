using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Contracts;

/// <summary>
/// What a department delivers and what is made of it. A contract is a data file; a department is added by adding one.
/// </summary>
public sealed record DepartmentContract
{
    /// <summary>Code: lower-case letters, digits and hyphens; the department's folder below extracts.</summary>
    public required string Department { get; init; }

    /// <summary>Plain words for a reader.</summary>
    public required string Title { get; init; }

    /// <summary>Raised with every change; recorded in every panel.</summary>
    public required int Version { get; init; }

    /// <summary>What the records are.</summary>
    public required string About { get; init; }

    /// <summary>The people table.</summary>
    public required PeopleContract People { get; init; }

    /// <summary>The tables beside people.</summary>
    public required IReadOnlyList<TableContract> Tables { get; init; }

    /// <summary>The outcomes made from the tables.</summary>
    public required IReadOnlyList<OutcomeContract> Outcomes { get; init; }

    /// <summary>The outcomes as the panel describes them.</summary>
    public IEnumerable<OutcomeDefinition> Definitions => Outcomes.Select(o => o.ToDefinition(Department));
}

/// <summary>The people table, <c>people-*.parquet</c>.</summary>
/// <param name="Record">Column with the record's id: text, required, unique in the delivery.</param>
/// <param name="RecordsPerPerson">Whether a person may have several records.</param>
/// <param name="Identifiers">Column of each identifier that the department gives.</param>
public sealed record PeopleContract(string Record, RecordsPerPerson RecordsPerPerson, IdentifierColumns Identifiers)
{
    /// <summary>Largest share, 0 to 1, of the filled values of one identifier that cannot be read as one before the delivery is refused.</summary>
    public double Unreadable { get; init; } = 0.2;

    /// <summary>Most times that the number of records may be that of the delivery before, or that one's of it, before the delivery is held.</summary>
    public double MostChange { get; init; } = 1.5;
}

/// <summary>Whether a department may hold a person more than once.</summary>
public enum RecordsPerPerson
{
    /// <summary>At most one record each.</summary>
    One,

    /// <summary>One record for each episode or registration.</summary>
    Many,
}

/// <summary>Columns of identifiers; null where the department has none.</summary>
public sealed record IdentifierColumns(
    string? Forename = null,
    string? Surname = null,
    string? Sex = null,
    string? DateOfBirth = null,
    string? Postcode = null,
    string? Upn = null,
    string? Nino = null)
{
    /// <summary>The columns given, in a fixed order, with their types.</summary>
    public IEnumerable<ColumnContract> Columns =>
        from c in new[] { (Forename, ColumnType.Text), (Surname, ColumnType.Text), (Sex, ColumnType.Text), (DateOfBirth, ColumnType.Date), (Postcode, ColumnType.Text), (Upn, ColumnType.Text), (Nino, ColumnType.Text) }
        where c.Item1 is not null
        select new ColumnContract(c.Item1, c.Item2, false, "");
}

/// <summary>A table of events, spells or results.</summary>
/// <param name="Name">Name: files are called <c>{name}-*.parquet</c>.</param>
/// <param name="Record">Column with the record's id.</param>
/// <param name="Title">What a row is.</param>
/// <param name="Columns">The other columns that are used; a file may have more, which are not read.</param>
public sealed record TableContract(string Name, string Record, string Title, IReadOnlyList<ColumnContract> Columns)
{
    /// <summary>Columns that together with the record's id are never equal in two rows; null where rows may repeat.</summary>
    public IReadOnlyList<string>? Unique { get; init; }

    /// <summary>Largest share of rows, 0 to 1, whose record is no record of people before the delivery is refused.</summary>
    public double Strangers { get; init; } = 0.01;

    /// <summary>
    /// Most months in a row within the coverage that may be without any row; null where nothing is known of it. A longer gap refuses
    /// only where the other months make at least <see cref="Deliveries.TableMonths.LeastExpected"/> rows to be expected in it.
    /// </summary>
    public int? LongestGap { get; init; }

    /// <summary>The column of a name, or null.</summary>
    public ColumnContract? Find(string? column) => Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.Ordinal));
}

/// <summary>One column.</summary>
/// <param name="Name">Name in the files, exact.</param>
/// <param name="Type">Type; see <see cref="ColumnType"/> for what is taken.</param>
/// <param name="Required">True when a row without a value counts as unusable.</param>
/// <param name="Title">What it means.</param>
public sealed record ColumnContract(string Name, ColumnType Type, bool Required, string Title)
{
    /// <summary>The only values of a text column; null where any is one.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>True when codes are compared without case and outer blanks, and taken in the contract's form; else exactly.</summary>
    public bool AnyCase { get; init; }

    /// <summary>Most times that a code's share of a year's rows may be that of the other years, or the same year's of the delivery before.</summary>
    public double MostYearlyChange { get; init; } = 2.5;

    /// <summary>Smallest number that can be; null for no limit.</summary>
    public double? Least { get; init; }

    /// <summary>Largest number that can be; null for no limit.</summary>
    public double? Most { get; init; }

    /// <summary>Unit of a number, in words.</summary>
    public string? Unit { get; init; }

    /// <summary>Where the mean of a whole file lies; another one is a sign of another unit. Null where nothing is known of it.</summary>
    public MeanBand? Mean { get; init; }

    /// <summary>First day that can be; null for no limit.</summary>
    public DateOnly? Earliest { get; init; }

    /// <summary>Largest share of a table's rows, 0 to 1, whose date is one and the same day before the delivery is held.</summary>
    public double MostOnOneDay { get; init; } = 0.15;

    /// <summary>A date column of the same table that is never after this one.</summary>
    public string? NotBefore { get; init; }

    /// <summary>A number column of the same table that is never less than this one.</summary>
    public string? AtMost { get; init; }

    /// <summary>Largest share of a file's rows, 0 to 1, that may break a rule of this column before the delivery is refused; below it they are counted.</summary>
    public double Tolerated { get; init; } = 0.01;

    /// <summary>Largest share of a file's rows, 0 to 1, without a value; where not given, <see cref="Tolerated"/> for a required column and 1 for others.</summary>
    public double? Missing { get; init; }
}

/// <summary>Lowest and highest mean.</summary>
public sealed record MeanBand(double From, double To);

/// <summary>Types of columns, and the Parquet types taken for them.</summary>
public enum ColumnType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A date, or a timestamp of which every value is at midnight as stored; a time of day refuses the delivery, because the day then depends on a time zone.</summary>
    Date,

    /// <summary>A whole number of up to 64 bits.</summary>
    Whole,

    /// <summary>A number: whole, floating or decimal.</summary>
    Amount,
}
