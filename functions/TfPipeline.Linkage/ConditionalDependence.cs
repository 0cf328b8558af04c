namespace TfPipeline.Linkage;

/// <summary>
/// Corrections where fields are not conditionally independent among non-matches: equations (14) to (16) of docs/methods/linkage.md. Members
/// of a family share surname and postcode; a forename says much about sex and something about age; some whole names are common in a
/// community. All terms come from exact counts, net of the expected matches.
/// </summary>
internal sealed class ConditionalDependence(TermFrequencies counts, UProbabilityCounts uCounts, bool isSelf)
{
    // Upper limits of the shares of related pairs with the same date of birth and with the same forename. About 3 % of people are twins.
    // Without limits, matches that were missed would look like relatives who share everything.
    private const double MaxSameBirthDate = 0.03;
    private const double MaxSameForename = 0.05;

    // Upper limits of the dependence between two names, and between forename and date of birth, as multiples of what independence gives.
    // Without limits, matches that were missed would look like different people with the same names and the same age.
    private const double MaxExcessNameAgreement = 1;
    private const double MaxForenameDateDependence = 3;

    // Weight of independence beside the counts of a level, in pairs. Without it, a level that no random pair shows would have a chance of zero.
    private const double PseudoPairs = 1;

    private readonly double[] _expected = new double[6];
    private readonly double[] _birthDateByForename = new double[ComparisonVector.MaxLevels * ComparisonVector.MaxLevels];
    private readonly double[] _sexByForename = new double[ComparisonVector.MaxLevels * ComparisonVector.MaxLevels];
    private double _sameBirthDateInHousehold;
    private double _sameForenameInHousehold;

    /// <summary>Takes over the expected counts of an iteration.</summary>
    public void Take(ExpectedCounts expected)
    {
        expected.Joint.CopyTo(_expected, 0);
        expected.BirthDateByForename.CopyTo(_birthDateByForename, 0);
        expected.SexByForename.CopyTo(_sexByForename, 0);
        (_sameBirthDateInHousehold, _sameForenameInHousehold) = (expected.SameBirthDateInHousehold, expected.SameForenameInHousehold);
    }

    /// <summary>Updates the terms.</summary>
    /// <param name="model">The model, whose m and u are up to date.</param>
    /// <param name="surname">Non-match pairs with the same surname.</param>
    /// <param name="postcode">Non-match pairs with the same postcode.</param>
    /// <param name="pairs">All pairs.</param>
    /// <param name="people">Number of pairs if everybody on the smaller side had one twin on the other.</param>
    public void Update(LinkageModel model, double surname, double postcode, double pairs, double people)
    {
        var household = NonMatchPairs(0);
        model.SurnameGivenPostcode = Share(NonMatchPairs(0), 1, postcode, model.U[1][1]);
        model.BirthDateGivenHousehold = Share(isSelf ? NonMatchPairs(1) : _sameBirthDateInHousehold, MaxSameBirthDate, household, model.U[2][1]);
        model.ForenameGivenHousehold = Share(isSelf ? NonMatchPairs(2) : _sameForenameInHousehold, MaxSameForename, household, model.U[0][1]);
        // The limit is a share of people, not of pairs: pairs with the same surname are far more numerous than twins.
        model.BirthDateGivenSurname = Share(Math.Min(NonMatchPairs(3), (surname * model.U[2][1]) + (MaxSameBirthDate * people)), MaxSameBirthDate, surname, model.U[2][1]);
        var byChance = counts.ExpectedSameNames(isSelf);
        model.Namesakes = Math.Clamp(NonMatchPairs(4) - byChance, 0, MaxExcessNameAgreement * byChance) / (Known(Field.Forename, Field.Surname) * pairs);
        model.ForenameAndDateTogether = DependenceRatio(5, model.U[0][1] * model.U[2][1], Known(Field.Forename, Field.BirthDate) * pairs);
        var drawn = uCounts.Pairs / pairs;
        for (var level = 0; level < model.M[0].Length; level++)
        {
            // People with the same forename are nearer in age than others, so these terms only raise the chance of near dates. Within one file they
            // are not used: two rows with the same forename and nearly the same date are too often one person.
            if (isSelf)
                model.U[2].CopyTo(model.BirthDateGivenForename[level], 0);
            else
                GivenForename(Field.BirthDate, level, drawn, _birthDateByForename, 1, model.U[2], model.BirthDateGivenForename[level]);
            GivenForename(Field.Sex, level, drawn, _sexByForename, 0, model.U[4], model.SexGivenForename[level]);
        }

        for (var level = model.M[0].Length; level < ComparisonVector.MaxLevels; level++)
        {
            model.U[2].CopyTo(model.BirthDateGivenForename[level], 0);
            model.U[4].CopyTo(model.SexGivenForename[level], 0);
        }
    }

    /// <summary>Non-match pairs that agree on a combination: all pairs less the expected matches. In one file each unordered pair counts once.</summary>
    private double NonMatchPairs(int joint)
        => Math.Max(0, (isSelf ? (counts.JointPairs[joint] - counts.JointKnown[joint]) / 2.0 : counts.JointPairs[joint]) - _expected[joint]);

    /// <summary>Equation (14).</summary>
    private static double Share(double both, double most, double among, double independent)
        => Math.Min(most, (both + (LinkageModel.PseudoMatches * independent)) / (Math.Max(both, among) + LinkageModel.PseudoMatches));

    /// <summary>Equation (15).</summary>
    private double DependenceRatio(int joint, double independent, double pairs)
        => Math.Clamp((NonMatchPairs(joint) + LinkageModel.PseudoMatches) / ((independent * pairs) + LinkageModel.PseudoMatches), 1, MaxForenameDateDependence);

    private double Known(Field a, Field b)
        => Math.Min(uCounts.Known(a), uCounts.Known(b)) / (double)Math.Max(1, uCounts.Pairs);

    /// <summary>
    /// Equation (16). Matches are subtracted by their own expected counts, not by a product of m: if errors in two fields rarely occur together,
    /// a product would subtract matches that do not exist, and non-matches with two errors would look rarer in every iteration.
    /// </summary>
    private void GivenForename(Field field, int forename, double drawn, double[] expected, double least, double[] independent, double[] chances)
    {
        var (net, known) = (new double[chances.Length], 0.0);
        for (var level = 1; level < chances.Length; level++)
        {
            var count = uCounts.Given(forename, field, level);
            net[level] = Math.Max(count - (drawn * expected[(forename * ComparisonVector.MaxLevels) + level]), 0.1 * count);
            known += net[level];
        }

        for (var level = 1; level < chances.Length; level++)
        {
            var ratio = (net[level] + PseudoPairs) / ((known * independent[level]) + PseudoPairs);
            chances[level] = independent[level] * Math.Clamp(ratio, least, MaxForenameDateDependence);
        }
    }
}
