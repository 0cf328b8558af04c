namespace TfPipeline.Linkage;

/// <summary>The fitted parameters of one linkage.</summary>
public sealed class LinkageModel
{
    // Prior of m: agreement among true matches by published error rates of names, dates, sex and addresses
    // (ALSPAC; CRATE; the person-match model of the Ministry of Justice). Worth 20 matches: see PseudoMatches.
    private static readonly double[][] PriorM =
    [
        [0, .86, .03, .05, .02, .005, .035],
        [0, .85, .01, .05, .02, .002, .0645, .003, .0005],
        [0, .955, .023, .008, .005, .009],
        [0, .70, .02, .01, .05, .14, .08],
        [0, .99, .01],
        [0, .98, .02],
        [0, .98, .02],
    ];

    /// <summary>κ in equation (8): weight of the prior of m, in matches.</summary>
    public const double PseudoMatches = 20;

    /// <summary>m: probability of each level among matches, by field and level. Level 0, missing, has none.</summary>
    public double[][] M { get; } = [.. PriorM.Select(p => (double[])p.Clone())];

    /// <summary>u: probability of each level among non-matches, by field and level. The exact level is an average; pairs use their value's own.</summary>
    public double[][] U { get; } = [.. PriorM.Select(p => new double[p.Length])];

    /// <summary>Probability that a non-match pair with the same postcode has the same surname.</summary>
    public double SurnameGivenPostcode { get; internal set; }

    /// <summary>Probability that a non-match pair with the same postcode and surname has the same date of birth (twins).</summary>
    public double BirthDateGivenHousehold { get; internal set; }

    /// <summary>Probability that a non-match pair with the same postcode and surname has the same forename.</summary>
    public double ForenameGivenHousehold { get; internal set; }

    /// <summary>Probability that a non-match pair with the same surname has the same date of birth.</summary>
    public double BirthDateGivenSurname { get; internal set; }

    /// <summary>u of each level of the date of birth, by level of the forename: equation (16).</summary>
    public double[][] BirthDateGivenForename { get; } = Enumerable.Range(0, ComparisonVector.MaxLevels).Select(_ => new double[6]).ToArray();

    /// <summary>u of each level of sex, by level of the forename: equation (16).</summary>
    public double[][] SexGivenForename { get; } = Enumerable.Range(0, ComparisonVector.MaxLevels).Select(_ => new double[3]).ToArray();

    /// <summary>How many times more often a non-match pair shares forename and date of birth than independence gives: equation (15).</summary>
    public double ForenameAndDateTogether { get; internal set; } = 1;

    /// <summary>
    /// Probability that a non-match pair shares both names beyond what independence gives: equation (15). It is added to the product of
    /// the two frequencies, so it matters for rare names and not for common ones.
    /// </summary>
    public double Namesakes { get; internal set; }

    /// <summary>Expected number of true matches among the candidates.</summary>
    public double ExpectedMatches { get; internal set; }

    /// <summary>Prior log odds of a pair, equation (3), over all years of birth. Pairs use those of their person's year.</summary>
    public double PriorLogOdds { get; internal set; }

    /// <summary>Iterations of the fit.</summary>
    public int Iterations { get; internal set; }

    /// <summary>False when EM stopped at its maximum number of iterations.</summary>
    public bool HasConverged { get; internal set; }

    /// <summary>Fields that one side lacks or that never vary; they stay neutral.</summary>
    public IReadOnlyList<Field> NeutralFields { get; internal set; } = [];

    internal static double Prior(int field, int level) => PriorM[field][level];
}
