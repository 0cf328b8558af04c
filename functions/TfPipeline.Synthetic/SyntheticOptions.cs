namespace TfPipeline.Synthetic;

/// <summary>What to make.</summary>
/// <param name="Out">Folder that gets <c>uploads</c> and <c>extracts</c>.</param>
/// <param name="Truth">Folder for what is really so, apart from what a pipeline may read.</param>
/// <param name="Families">Number of families, 1 to 2,000,000.</param>
/// <param name="Seed">Seed; the same seed gives the same bytes.</param>
/// <param name="Councils">Number of councils, 1 to <see cref="MostCouncils"/>.</param>
/// <param name="Faults">True to add files and rows with faults, listed in the truth.</param>
internal sealed record SyntheticOptions(string Out, string Truth, int Families, ulong Seed, int Councils, bool Faults)
{
    public const string DeliveryName = "2020-10-synthetic";

    /// <summary>Outside people per cohort person whom the department could hold, in every extract.</summary>
    public const int OutsidersPerPerson = 10;

    public static int MostCouncils => Places.Councils.Length;
}
