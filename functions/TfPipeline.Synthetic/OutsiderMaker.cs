namespace TfPipeline.Synthetic;

/// <summary>People outside the cohort, in households, with a few that are easily mistaken for someone in it.</summary>
internal sealed class OutsiderMaker(Department department, IReadOnlyList<SyntheticFamily> families)
{
    // Of households, this share are relatives of a cohort family elsewhere in the records: the same surname and postcode.
    private const double Relatives = 0.02;

    // Of people, this share bear the whole name of someone in the cohort, at about the same age.
    private const double Namesakes = 0.01;

    private int _left;
    private string _surname = "";
    private string _postcode = "";

    public (Identifiers Identifiers, DateOnly Born) Next(ref Rng rng)
    {
        if (_left == 0)
            StartHousehold(ref rng);
        _left--;
        var (from, to) = department.OutsiderBirths;
        var born = rng.Date(from, to);
        var sex = rng.Chance(0.5) ? 'M' : 'F';
        var forename = Names.Forename(ref rng, sex, born);
        var surname = rng.Chance(0.85) ? _surname : Names.Surname(ref rng);
        if (rng.Chance(Namesakes))
        {
            var family = families[rng.Next(families.Count)];
            var other = family.Members[rng.Next(family.Members.Count)];
            (forename, surname, sex) = (other.Forename, other.Surname, other.Sex);
            born = other.Born.AddDays(rng.Between(-400, 400));
        }

        var upn = department.HasUpn && rng.Chance(DepartmentWriter.UpnHeld) ? NationalNumbers.Upn(ref rng, born) : null;
        var nino = department.HasNino && rng.Chance(DepartmentWriter.NinoHeld) ? NationalNumbers.Nino(ref rng) : null;
        return (new Identifiers(forename, surname, sex == 'M' ? "M" : "F", born, _postcode, upn, nino), born);
    }

    /// <summary>Ends the current household, so that what follows depends on its own stream only.</summary>
    public void Reset() => _left = 0;

    private void StartHousehold(ref Rng rng)
    {
        _left = 1 + rng.Next(4);
        if (rng.Chance(Relatives))
        {
            var family = families[rng.Next(families.Count)];
            (_surname, _postcode) = (family.Members[0].Surname, family.Postcode);
            return;
        }

        _surname = Names.Surname(ref rng);
        _postcode = Places.PostcodeAnywhere(ref rng);
    }
}
