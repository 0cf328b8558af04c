using System.Security.Cryptography;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Linkage;
using TfPipeline.Storage;

namespace TfPipeline.Synthetic.Tests;

[Trait("tier", "integration")]
[Collection(nameof(SyntheticFolder))]
public sealed class SyntheticDataTests(SyntheticFolder made)
{
    private IBlobArea Extracts => made.Storage[PipelineContainer.Extracts];

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(await HashesAsync(120, 9), await HashesAsync(120, 9));
        Assert.NotEqual(await HashesAsync(120, 9), await HashesAsync(120, 10));
    }

    [Fact]
    public async Task Every_delivery_passes_the_check_on_arrival_and_says_that_it_is_synthetic()
    {
        foreach (var contract in ContractCatalogue.BuiltIn.All)
        {
            var delivery = await FindAsync(contract.Department);

            Assert.True(delivery.Manifest.Synthetic);
            Assert.All(await DeliveryCheck.RunAsync(Extracts, delivery), f =>
            {
                // The made-up people have typing errors, as real ones have: some identifiers cannot be read, and some results are dated years after the coverage.
                Assert.False(f.Refuses, f.ToString());
                Assert.True(f.Rule == DeliveryRule.IdentifierReadable || f is { Rule: DeliveryRule.ValueInRange, Column: "result_date" }, f.ToString());
            });
        }
    }

    [Fact]
    public async Task Each_extract_has_ten_outside_people_for_everyone_it_could_hold_and_lacks_a_fifth_of_them()
    {
        var truth = SyntheticTruth.Read(made.Options.Truth);
        foreach (var department in Departments.All)
        {
            var delivery = await FindAsync(department.Code);
            var rows = delivery.FilesOf(Delivery.People).Sum(f => f.Rows);
            var held = truth.Records[department.Code].Count;
            var eligible = (rows - held) / 10.0;

            Assert.InRange(held / eligible, 0.76, 0.84);
        }
    }

    [Fact]
    public async Task Copies_in_an_extract_disagree_as_often_as_the_sources_say()
    {
        var people = Population.Make(SyntheticFolder.Families, SyntheticFolder.Seed, 4).SelectMany(f => f.Members).ToDictionary(p => p.Number);
        var records = SyntheticTruth.Read(made.Options.Truth).Records["offences"].ToDictionary(r => r.Value, r => people[r.Key], StringComparer.Ordinal);
        int seen = 0, surname = 0, forename = 0, sex = 0, moved = 0;
        var reader = new DeliveryReader(Extracts, await FindAsync("offences"));
        foreach (var partition in await reader.PartitionsAsync())
        {
            await foreach (RecordBatch batch in reader.ReadPeopleAsync(partition))
            {
                for (var i = 0; i < batch.RecordIds.Length; i++)
                {
                    if (!records.TryGetValue(batch.RecordIds[i], out var person))
                        continue;
                    seen++;
                    surname += Different(person.Surname, batch.Identifiers.Surname![i]);
                    forename += Different(person.Forename, batch.Identifiers.Forename![i]);
                    sex += Different(person.Sex.ToString(), batch.Identifiers.Sex![i]);
                    moved += batch.Identifiers.Postcode![i]![..3] != person.Family.Postcode[..3] || batch.Identifiers.Postcode[i]![^3] != person.Family.Postcode[^3] ? 1 : 0;
                }
            }
        }

        Assert.Equal(records.Count, seen);
        Assert.InRange(surname / (double)seen, IdentifierErrors.SurnameDisagrees - 0.025, IdentifierErrors.SurnameDisagrees + 0.025);
        Assert.InRange(forename / (double)seen, IdentifierErrors.ForenameDisagrees - 0.02, IdentifierErrors.ForenameDisagrees + 0.02);
        Assert.InRange(sex / (double)seen, 0, 0.01);
        Assert.InRange(moved / (double)seen, 0.25, 0.34);
    }

    [Fact]
    public void The_programme_group_has_a_worse_start_and_better_known_numbers()
    {
        var families = Population.Make(4_000, 3, 4);
        var (on, off) = (families.Where(f => f.IsProgramme).ToList(), families.Where(f => !f.IsProgramme).ToList());

        Assert.InRange(on.Count / 4_000.0, 0.35, 0.55);
        Assert.True(on.Average(f => f.Flags.Count(x => x)) > off.Average(f => f.Flags.Count(x => x)) + 0.1);
        Assert.True(on.SelectMany(f => f.Members).Average(p => p.NinoKnown ? 1.0 : 0) > off.SelectMany(f => f.Members).Average(p => p.NinoKnown ? 1.0 : 0) + 0.08);
        Assert.Contains(families, f => f.Members.GroupBy(m => m.Born).Any(g => g.Count() > 1));
    }

    [Fact]
    public void No_name_is_too_common_and_none_repeats_within_a_family()
    {
        var families = Population.Make(4_000, 3, 4);
        var surnames = families.GroupBy(f => f.Members[0].Surname, StringComparer.Ordinal).Select(g => g.Count()).OrderDescending().ToList();

        Assert.InRange(surnames[0] / 4_000.0, 0.008, 0.05);
        Assert.True(surnames.Count > 800);
        var girls = families.SelectMany(f => f.Members).Where(m => m.Sex == 'F' && m.Born.Year > 2000).GroupBy(m => m.Forename, StringComparer.Ordinal).Select(g => g.Count()).OrderDescending().ToList();
        Assert.InRange(girls[0] / (double)girls.Sum(), 0.02, 0.045);
        Assert.InRange(girls.Take(100).Sum() / (double)girls.Sum(), 0.5, 0.75);
        Assert.All(families, f => Assert.Equal(f.Members.Count, f.Members.Select(m => m.Forename).Distinct(StringComparer.Ordinal).Count()));
    }

    private static int Different(string? a, string? b) => string.Equals(a, b, StringComparison.Ordinal) ? 0 : 1;

    private static async Task<string> HashesAsync(int families, ulong seed)
    {
        var root = Directory.CreateTempSubdirectory("tfp-synth-");
        try
        {
            await SyntheticData.MakeAsync(new SyntheticOptions(root.FullName, Path.Combine(root.FullName, "truth"), families, seed, 2, true), CancellationToken.None);
            return string.Join('\n', root.EnumerateFiles("*", SearchOption.AllDirectories)
                .OrderBy(f => f.FullName, StringComparer.Ordinal)
                .Select(f => Path.GetRelativePath(root.FullName, f.FullName) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f.FullName)))));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private async Task<Delivery> FindAsync(string department) =>
        Assert.IsType<DeliveryLookup.Found>(await new DeliveryCatalogue(Extracts, ContractCatalogue.BuiltIn).NewestCompleteAsync(department)).Delivery;
}
