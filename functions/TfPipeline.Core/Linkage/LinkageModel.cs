namespace TfPipeline.Core.Linkage;

/// <summary>The fitted parameters of one linkage.</summary>
public sealed class LinkageModel
{
    // Agreement among true matches before any data, from published error rates of names, dates, sex and addresses
    // (ALSPAC; CRATE; the person-match model of the Ministry of Justice). Worth 20 matches: see Pseudo.
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

    /// <summary>Weight of the prior on levels, in matches.</summary>
    public const double Pseudo = 20;

    /// <summary>Chance of each level for a true match, by field and level.</summary>
    public double[][] M { get; } = [.. PriorM.Select(p => (double[])p.Clone())];

    /// <summary>Chance of each level for strangers, by field and level; the exact level is an average, pairs use their own token's.</summary>
    public double[][] U { get; } = [.. PriorM.Select(p => new double[p.Length])];

    /// <summary>Chance that strangers who share the postcode share the surname.</summary>
    public double SurnameGivenPostcode { get; internal set; }

    /// <summary>Chance that different people who share postcode and surname share the date of birth (twins).</summary>
    public double BirthDateGivenHousehold { get; internal set; }

    /// <summary>Chance that different people who share postcode and surname share the forename.</summary>
    public double ForenameGivenHousehold { get; internal set; }

    /// <summary>Chance that different people who share the surname share the date of birth.</summary>
    public double BirthDateGivenSurname { get; internal set; }

    /// <summary>Chance of each level of date of birth and sex for strangers, by level of the forename: it says most of what sex does, and something of age.</summary>
    public double[][] BirthDateGivenForename { get; } = Enumerable.Range(0, Pattern.MaxLevels).Select(_ => new double[6]).ToArray();

    /// <summary>See <see cref="BirthDateGivenForename"/>.</summary>
    public double[][] SexGivenForename { get; } = Enumerable.Range(0, Pattern.MaxLevels).Select(_ => new double[3]).ToArray();

    /// <summary>How much more often strangers share forename and date of birth than independence says: names have their years.</summary>
    public double ForenameAndDateTogether { get; internal set; } = 1;

    /// <summary>
    /// Chance that strangers share both names beyond what the frequencies of the two say: names run in kin and communities.
    /// It is added, so it counts for rare names and not for common ones.
    /// </summary>
    public double Namesakes { get; internal set; }

    /// <summary>Expected number of true matches among the candidates.</summary>
    public double ExpectedMatches { get; internal set; }

    /// <summary>Log odds that a pair matches before its fields are looked at, over all years of birth; pairs use their person's year.</summary>
    public double PriorLogOdds { get; internal set; }

    /// <summary>Iterations of the fit.</summary>
    public int Iterations { get; internal set; }

    /// <summary>False when the fit stopped at its limit of iterations.</summary>
    public bool HasConverged { get; internal set; }

    /// <summary>Fields that one side lacks or that never vary; they stay neutral.</summary>
    public IReadOnlyList<Field> NeutralFields { get; internal set; } = [];

    internal static double Prior(int field, int level) => PriorM[field][level];
}
