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
public sealed record PeopleContract(string Record, RecordsPerPerson RecordsPerPerson, IdentifierColumns Identifiers);

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
    /// <summary>The column of a name, or null.</summary>
    public ColumnContract? Find(string? column) => Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.Ordinal));
}

/// <summary>One column.</summary>
/// <param name="Name">Name in the files, exact.</param>
/// <param name="Type">Type; see <see cref="ColumnType"/> for what is taken.</param>
/// <param name="Required">True when a row without a value counts as unusable.</param>
/// <param name="Title">What it means.</param>
public sealed record ColumnContract(string Name, ColumnType Type, bool Required, string Title);

/// <summary>Types of columns, and the Parquet types taken for them.</summary>
public enum ColumnType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A date, or a timestamp at midnight.</summary>
    Date,

    /// <summary>A whole number of up to 64 bits.</summary>
    Whole,

    /// <summary>A number: whole, floating or decimal.</summary>
    Amount,
}
