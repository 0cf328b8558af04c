namespace TfPipeline.Identifiers;

/// <summary>
/// The identifiers of some people as columns of equal length, as a file gave them (normalisation happens in the tokeniser).
/// A column that the source lacks is null; a missing value in a column is null too. In memory only: never written anywhere.
/// </summary>
public sealed record IdentifierBatch
{
    /// <summary>Number of people.</summary>
    public required int Count { get; init; }

    /// <summary>Forenames.</summary>
    public string?[]? Forename { get; init; }

    /// <summary>Surnames.</summary>
    public string?[]? Surname { get; init; }

    /// <summary>Sex in any form that <see cref="SexText.Parse"/> reads.</summary>
    public string?[]? Sex { get; init; }

    /// <summary>Dates of birth.</summary>
    public DateOnly?[]? DateOfBirth { get; init; }

    /// <summary>
    /// Dates of birth as text, for sources whose dates may be impossible; read by <see cref="BirthDates.DigitsOf"/>.
    /// Used where <see cref="DateOfBirth"/> is null.
    /// </summary>
    public string?[]? DateOfBirthText { get; init; }

    /// <summary>Postcodes, UK or not.</summary>
    public string?[]? Postcode { get; init; }

    /// <summary>Unique pupil numbers; an invalid one gives no token.</summary>
    public string?[]? Upn { get; init; }

    /// <summary>National Insurance numbers; an invalid or administrative one gives no token.</summary>
    public string?[]? Nino { get; init; }

    /// <summary>Checks that every column has <see cref="Count"/> values.</summary>
    /// <exception cref="ArgumentException">A column is longer or shorter; the message names it and both lengths.</exception>
    public void Validate()
    {
        Check(Forename, nameof(Forename));
        Check(Surname, nameof(Surname));
        Check(Sex, nameof(Sex));
        Check(DateOfBirth, nameof(DateOfBirth));
        Check(DateOfBirthText, nameof(DateOfBirthText));
        Check(Postcode, nameof(Postcode));
        Check(Upn, nameof(Upn));
        Check(Nino, nameof(Nino));
    }

    private void Check(Array? column, string name)
    {
        if (column is not null && column.Length != Count)
            throw new ArgumentException($"Column {name} has {column.Length} values; the batch has {Count} people.", name);
    }
}
