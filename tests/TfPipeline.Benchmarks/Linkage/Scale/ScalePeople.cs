using TfPipeline.Synthetic;

namespace TfPipeline.Benchmarks.Linkage.Scale;

/// <summary>
/// SYNTHETIC people in households, drawn one after the other from streams of their own: the same seed gives the same people. Names,
/// places and errors are those of <c>tfp synth</c> (published rates). Skew makes one surname, postcode, date of birth and 1 January common.
/// </summary>
internal sealed class ScalePeople(ulong seed, bool isSkewed)
{
    private static readonly WeightedList<int> Sizes = new([(1, 0.30), (2, 0.34), (3, 0.16), (4, 0.14), (5, 0.06)]);
    private static readonly DateOnly FirstBirth = new(1935, 1, 1), LastBirth = new(2016, 12, 31);

    /// <summary>People by household, for ever; households with the same number are always the same.</summary>
    public IEnumerable<(RealIdentifiers Person, string? MovedTo)> From(long household)
    {
        for (var h = household; ; h++)
        {
            var rng = Rng.For(seed, "household", h);
            var surname = Surname(ref rng);
            var postcode = isSkewed && rng.Chance(0.02) ? "M1 1AA" : Places.PostcodeAnywhere(ref rng);
            var movedTo = rng.Chance(IdentifierErrors.HouseholdMoved) ? Places.PostcodeAnywhere(ref rng) : null;
            var size = Sizes.Draw(ref rng);
            for (var k = 0; k < size; k++)
            {
                var sex = rng.Chance(0.5) ? 'M' : 'F';
                var born = Born(ref rng);
                var own = k > 0 && rng.Chance(0.2) ? Surname(ref rng) : surname;
                yield return (new RealIdentifiers(Names.Forename(ref rng, sex, born), own, sex, born, postcode, null, null), movedTo);
            }
        }
    }

    /// <summary>What another source holds of a person.</summary>
    public Synthetic.Identifiers Copy(long number, RealIdentifiers person, string? movedTo)
    {
        var rng = Rng.For(seed, "copy", number);
        return IdentifierErrors.Copy(person, movedTo, ref rng);
    }

    private string Surname(ref Rng rng) => isSkewed && rng.Chance(0.05) ? "Patel" : Names.Surname(ref rng);

    private DateOnly Born(ref Rng rng)
    {
        var born = rng.Date(FirstBirth, LastBirth);
        if (!isSkewed)
            return born;
        return rng.NextUnit() switch
        {
            < 0.03 => new DateOnly(1990, 1, 1),
            < 0.08 => new DateOnly(born.Year, 1, 1),
            _ => born,
        };
    }
}
