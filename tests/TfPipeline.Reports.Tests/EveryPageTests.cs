using TfPipeline.Reports.Rendering;
using TfPipeline.TestKit;

namespace TfPipeline.Reports.Tests;

/// <summary>What every page keeps, whatever it shows.</summary>
[Trait("tier", "unit")]
public sealed class EveryPageTests
{
    public static TheoryData<string> Names => [.. SamplePages.All(new PageRenderer()).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reaches_nothing_outside_itself(string name) => PageChecks.ReachesNothingOutsideItself((await PageAsync(name)).Replace("href=\"findings.csv\"", "", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Charts_have_a_title_a_description_and_a_table(string name) => PageChecks.EveryChartHasATitleADescriptionAndATable(await PageAsync(name), atLeast: 0);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contents_lead_to_sections_and_ids_are_unique(string name) => PageChecks.ContentsLeadToEverySectionAndIdsAreUnique(await PageAsync(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Tables_have_captions_headings_and_as_many_cells_in_every_row(string name)
    {
        PageChecks.TablesHaveCaptionsAndHeaderCellsAndScrollByKeyboard(await PageAsync(name));
        PageChecks.RowsHaveAsManyCellsAsTheHeading(await PageAsync(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Numbers_are_whole(string name) => PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(await PageAsync(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Lines_end_in_a_line_feed(string name) => PageChecks.EndsLinesInALineFeed(await PageAsync(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Only_a_receipt_has_a_script(string name) => Assert.Equal(name.StartsWith("receipt", StringComparison.Ordinal), (await PageAsync(name)).Contains("<script", StringComparison.Ordinal));

    private static async Task<string> PageAsync(string name) => PageText.Of(await SamplePages.All(new PageRenderer()).Single(p => p.Name == name).Render());
}
