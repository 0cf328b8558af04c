using Parquet;
using Parquet.Schema;
using TfPipeline.Core.Cohort;
using TfPipeline.Core.OwnParquet;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Submissions;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.OwnParquet;

/// <summary>
/// Which columns of our files are text. The smallest and the largest text of a column stand in the footer in clear, so none may be
/// anything that identifies a person.
/// </summary>
[Trait("tier", "unit")]
public sealed class OwnSchemaTests
{
    private static readonly string[] Departments = ["one", "two"];

    [Fact]
    public void Files_of_the_cohort_hold_numbers_only()
    {
        Assert.Empty(Texts(SubmissionColumns.Schema.DataFields));
        Assert.Empty(Texts(SnapshotFile.Schema.DataFields));
    }

    [Fact]
    public void Texts_of_a_panel_are_states_and_keyed_references()
    {
        Assert.Equal(
            ["council", "group", "sex", "person_ref", "family_ref", "ledger_ref", "link_one", "link_two"],
            Texts(new PeopleColumns(Departments).All.Select(c => c.Field)));
        Assert.All(Texts(new OutcomeColumns("person").All.Select(c => c.Field)), name => Assert.EndsWith("_state", name, StringComparison.Ordinal));
        Assert.Equal(["link_set"], Texts(new LinkSetColumns().All.Select(c => c.Field)));
    }

    [Fact]
    public async Task A_dictionary_makes_a_column_of_states_less_than_half_of_its_size()
    {
        using var storage = new TempStorage();
        var random = new Random(3);
        var states = Enumerable.Range(0, 50_000).Select(_ => ((OutcomeState)random.Next(5)).Name()).ToArray();
        await PanelFile.WriteAsync(storage[PipelineContainer.Panel], "states.parquet", [new TextColumn("state", states)], states.Length, synthetic: true, default);

        var with = (await storage.ReadAsync(PipelineContainer.Panel, "states.parquet")).Length;
        var without = await PlainSizeAsync(states);

        Assert.True(with * 2 < without, $"{with} bytes with a dictionary, {without} without");
    }

    private static async Task<long> PlainSizeAsync(string[] states)
    {
        var schema = new ParquetSchema(new DataField<string>("state", false));
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, file))
        {
            using var group = writer.CreateRowGroup();
            await OwnWrites.TextsAsync<string>(group, schema.DataFields[0], states, c => c);
        }

        return file.Length;
    }

    private static IEnumerable<string> Texts(IEnumerable<DataField> fields) =>
        fields.Where(f => f.ClrType != typeof(int) && f.ClrType != typeof(long) && f.ClrType != typeof(double) && f.ClrType != typeof(bool) && f.ClrType != typeof(DateOnly)).Select(f => f.Name);
}
