namespace TfPipeline.Identifiers;

/// <summary>The identifiers of one person as a file gave them, empty where missing. In memory only: never written anywhere.</summary>
public readonly ref struct PersonText
{
    /// <summary>Forename.</summary>
    public ReadOnlySpan<char> Forename { get; init; }

    /// <summary>Surname.</summary>
    public ReadOnlySpan<char> Surname { get; init; }

    /// <summary>Sex in any form that <see cref="SexText.Parse"/> reads.</summary>
    public ReadOnlySpan<char> Sex { get; init; }

    /// <summary>Date of birth; read by <see cref="BirthDates.DigitsOf"/>.</summary>
    public ReadOnlySpan<char> DateOfBirth { get; init; }

    /// <summary>Postcode, UK or not.</summary>
    public ReadOnlySpan<char> Postcode { get; init; }

    /// <summary>Unique pupil number.</summary>
    public ReadOnlySpan<char> Upn { get; init; }

    /// <summary>National Insurance number.</summary>
    public ReadOnlySpan<char> Nino { get; init; }
}
