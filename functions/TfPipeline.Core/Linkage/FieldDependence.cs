namespace TfPipeline.Core.Linkage;

/// <summary>
/// Where agreement on one field makes agreement on another likely without a match: families share surname and postcode, forenames
/// have their sex and their years, names go together in communities. All from exact counts, net of the expected matches.
/// </summary>
internal sealed class FieldDependence(TokenCounts counts, StrangerCounts strangers, bool isSelf)
{
    // Matches that were missed look like relatives who share everything. About 3 % of people are twins, and a person has more relatives
    // than one, so no more than these shares of related pairs can truly have a date of birth or a forename in common.
    private const double MostTwins = 0.03;
    private const double MostNamesakes = 0.05;

    // Missed matches also look like namesakes of one age. Community makes whole names, and fashion names of an age, a few times as common among
    // strangers as chance does, not more.
    private const double MostCommunity = 1;
    private const double MostFashion = 3;

    // Pairs of strangers that independence is worth beside the counts of a level, or one pair that was not drawn would make a level impossible.
    private const double PriorPairs = 1;

    private readonly double[] _expected = new double[6];
    private readonly double[] _birthDateByForename = new double[Pattern.MaxLevels * Pattern.MaxLevels];
    private readonly double[] _sexByForename = new double[Pattern.MaxLevels * Pattern.MaxLevels];
    private double _twins;
    private double _sameForename;

    /// <summary>Takes over the expected counts of an iteration.</summary>
    public void Take(ExpectedCounts expected)
    {
        expected.Joint.CopyTo(_expected, 0);
        expected.BirthDateByForename.CopyTo(_birthDateByForename, 0);
        expected.SexByForename.CopyTo(_sexByForename, 0);
        (_twins, _sameForename) = (expected.Twins, expected.SameForename);
    }

    /// <summary>Updates the terms.</summary>
    /// <param name="model">Its other terms are up to date.</param>
    /// <param name="surname">Pairs of strangers who share the surname.</param>
    /// <param name="postcode">Pairs of strangers who share the postcode.</param>
    /// <param name="pairs">All pairs.</param>
    /// <param name="people">Pairs there would be if everybody of the smaller side had a twin on the other.</param>
    public void Update(LinkageModel model, double surname, double postcode, double pairs, double people)
    {
        var household = Strangers(0);
        model.SurnameGivenPostcode = Share(Strangers(0), 1, postcode, model.U[1][1]);
        model.BirthDateGivenHousehold = Share(isSelf ? Strangers(1) : _twins, MostTwins, household, model.U[2][1]);
        model.ForenameGivenHousehold = Share(isSelf ? Strangers(2) : _sameForename, MostNamesakes, household, model.U[0][1]);
        // Of people, so many have a twin; of the pairs that share a surname that is a far smaller share.
        model.BirthDateGivenSurname = Share(Math.Min(Strangers(3), (surname * model.U[2][1]) + (MostTwins * people)), MostTwins, surname, model.U[2][1]);
        var byChance = counts.ExpectedNamesakes(isSelf);
        model.Namesakes = Math.Clamp(Strangers(4) - byChance, 0, MostCommunity * byChance) / (Known(Field.Forename, Field.Surname) * pairs);
        model.ForenameAndDateTogether = Together(5, model.U[0][1] * model.U[2][1], Known(Field.Forename, Field.BirthDate) * pairs);
        var drawn = strangers.Pairs / pairs;
        for (var level = 0; level < model.M[0].Length; level++)
        {
            // A name has its years: those who share it are nearer in age than others, never further apart. In one file those who share it and
            // nearly the date are too often the person once more.
            if (isSelf)
                model.U[2].CopyTo(model.BirthDateGivenForename[level], 0);
            else
                GivenForename(Field.BirthDate, level, drawn, _birthDateByForename, 1, model.U[2], model.BirthDateGivenForename[level]);
            GivenForename(Field.Sex, level, drawn, _sexByForename, 0, model.U[4], model.SexGivenForename[level]);
        }

        for (var level = model.M[0].Length; level < Pattern.MaxLevels; level++)
        {
            model.U[2].CopyTo(model.BirthDateGivenForename[level], 0);
            model.U[4].CopyTo(model.SexGivenForename[level], 0);
        }
    }

    /// <summary>Pairs that agree on a combination, without the expected matches; in one file each unordered pair once and nobody with himself.</summary>
    private double Strangers(int joint)
        => Math.Max(0, (isSelf ? (counts.JointPairs[joint] - counts.JointKnown[joint]) / 2.0 : counts.JointPairs[joint]) - _expected[joint]);

    private static double Share(double both, double most, double among, double independent)
        => Math.Min(most, (both + (LinkageModel.Pseudo * independent)) / (Math.Max(both, among) + LinkageModel.Pseudo));

    private double Together(int joint, double independent, double pairs)
        => Math.Clamp((Strangers(joint) + LinkageModel.Pseudo) / ((independent * pairs) + LinkageModel.Pseudo), 1, MostFashion);

    private double Known(Field a, Field b)
        => Math.Min(strangers.Known(a), strangers.Known(b)) / (double)Math.Max(1, strangers.Pairs);

    /// <summary>
    /// Net of the matches that were found, not of those that independent errors would make: a record with one error may rarely have another, and
    /// taking away matches that are not there makes strangers with two look rare, hence matches, whose errors then look commoner still.
    /// </summary>
    private void GivenForename(Field field, int forename, double drawn, double[] expected, double least, double[] independent, double[] chances)
    {
        var (net, known) = (new double[chances.Length], 0.0);
        for (var level = 1; level < chances.Length; level++)
        {
            var count = strangers.Given(forename, field, level);
            net[level] = Math.Max(count - (drawn * expected[(forename * Pattern.MaxLevels) + level]), 0.1 * count);
            known += net[level];
        }

        for (var level = 1; level < chances.Length; level++)
        {
            var together = (net[level] + PriorPairs) / ((known * independent[level]) + PriorPairs);
            chances[level] = independent[level] * Math.Clamp(together, least, MostFashion);
        }
    }
}
