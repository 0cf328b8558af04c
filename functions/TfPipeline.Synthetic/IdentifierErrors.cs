namespace TfPipeline.Synthetic;

/// <summary>
/// How a department's copy differs from the council's. The rates were set before anything was tuned on the data. Surname and
/// forename disagreement: ALSPAC linkage (ijpds.org/article/view/2389); date, sex and postcode: the error table of CRATE's
/// linkage; how name disagreement splits into kinds is an assumption.
/// </summary>
internal static class IdentifierErrors
{
    public const double SurnameDisagrees = 0.18;
    public const double ForenameDisagrees = 0.12;
    public const double DateDisagrees = 0.00492;
    public const double DatePartial = 0.933;
    public const double SexDisagrees = 0.0033;
    public const double PostcodeMoved = 0.30;
    public const double PostcodePartial = 0.0097;
    public const double PostcodePseudo = 0.00201;

    // Of moves, most are the whole household's.
    public const double HouseholdMoved = 0.25;
    private const double PersonMoved = 1 - ((1 - PostcodeMoved) / (1 - HouseholdMoved));
    private const double NumberMistyped = 0.005;
    private const double NamesReversed = 0.002;

    private static readonly string[] PseudoPostcodes = ["ZZ99 3VZ", "ZZ99 3CZ", "ZZ99 3WZ"];

    /// <param name="person">The person as they are; numbers that the department does not hold are null.</param>
    /// <param name="movedTo">The household's other address in this department, if it moved.</param>
    /// <param name="rng">The stream to draw from.</param>
    public static Identifiers Copy(RealIdentifiers person, string? movedTo, ref Rng rng)
    {
        var forename = rng.Chance(ForenameDisagrees) ? OtherForename(person, ref rng) : person.Forename;
        var surname = rng.Chance(SurnameDisagrees) ? OtherSurname(person.Surname, ref rng) : person.Surname;
        if (rng.Chance(NamesReversed))
            (forename, surname) = (surname, forename);
        var sex = rng.Chance(SexDisagrees) ? (person.Sex == 'M' ? "F" : "M") : person.Sex == 'M' ? "M" : "F";
        var born = rng.Chance(DateDisagrees) ? OtherDate(person.Born, ref rng) : person.Born;
        var upn = person.Upn is not null && rng.Chance(NumberMistyped) ? Typing.OtherDigit(person.Upn, ref rng) : person.Upn;
        var nino = person.Nino is not null && rng.Chance(NumberMistyped) ? Typing.OtherDigit(person.Nino, ref rng) : person.Nino;
        return new Identifiers(forename, surname, sex, born, Address(person.Postcode, movedTo, ref rng), upn, nino);
    }

    private static string Address(string postcode, string? movedTo, ref Rng rng)
    {
        if (movedTo is not null)
            return movedTo;
        if (rng.Chance(PersonMoved))
            return Places.PostcodeAnywhere(ref rng);
        // The rest of the rates are shares of everyone; here only those who did not move are left.
        var u = rng.NextUnit() * (1 - PostcodeMoved);
        return u switch
        {
            < PostcodePseudo => rng.Pick<string>(PseudoPostcodes),
            < PostcodePseudo + PostcodePartial => Typing.OtherUnit(postcode, ref rng),
            _ => postcode,
        };
    }

    private static string OtherForename(RealIdentifiers person, ref Rng rng) => rng.NextUnit() switch
    {
        < 0.40 => Names.Forename(ref rng, person.Sex, person.Born),
        < 0.75 => Typing.Edit(person.Forename, ref rng),
        < 0.90 => NameLists.OtherForms.TryGetValue(person.Forename, out var forms) ? rng.Pick<string>(forms) : Typing.Respell(person.Forename, ref rng),
        _ => Typing.Edit(Typing.Edit(person.Forename, ref rng), ref rng),
    };

    private static string OtherSurname(string surname, ref Rng rng) => rng.NextUnit() switch
    {
        < 0.40 => Names.Surname(ref rng),
        < 0.75 => Typing.Edit(surname, ref rng),
        < 0.90 => Typing.Respell(surname, ref rng),
        _ => Typing.Edit(Typing.Edit(surname, ref rng), ref rng),
    };

    private static DateOnly OtherDate(DateOnly born, ref Rng rng)
    {
        if (!rng.Chance(DatePartial))
            return born.AddDays(rng.Between(60, 3000));
        return rng.Next(3) switch
        {
            0 when born.Day <= 12 && born.Day != born.Month => new DateOnly(born.Year, born.Day, born.Month),
            1 => born.AddYears(rng.Chance(0.5) ? 1 : -1),
            _ => new DateOnly(born.Year, born.Month, born.Day == 1 ? 2 : born.Day - 1),
        };
    }
}
