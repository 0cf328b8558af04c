namespace TfPipeline.Disclosure.Tests.Attack;

/// <summary>Tables that count the same people are one system, whatever file they are in.</summary>
public sealed class OneSystemTests
{
    public static TheoryData<DisclosureMethod, int> Worlds()
    {
        var data = new TheoryData<DisclosureMethod, int>();
        for (var seed = 0; seed < Sizes.Worlds; seed++)
            data.Add(seed % 3 == 0 ? DisclosureMethod.Suppression : DisclosureMethod.Rounding, seed);
        return data;
    }

    [Theory]
    [Trait("tier", "property")]
    [MemberData(nameof(Worlds))]
    public void Nobody_can_narrow_a_withheld_count_by_putting_files_together(DisclosureMethod method, int seed)
    {
        var policy = DisclosurePolicy.Default with { Method = method };
        var outputs = MadeUpWorld.Outputs(new MadeUpWorld(seed).Population());
        var attacker = new ReleaseAttacker(DisclosureControl.Apply(outputs, policy), policy);
        var small = SmallComplements(outputs, policy);
        foreach (var cell in attacker.Withheld.Concat(attacker.Derived.Where(small.Contains)))
        {
            var (low, high) = attacker.Interval(cell);
            Assert.True(high - low >= policy.ProtectionWidth, $"{cell} is between {low} and {high}");
        }
    }

    [Fact]
    [Trait("tier", "unit")]
    public void A_count_that_two_tables_and_the_flow_hold_is_withheld_in_all_of_them()
    {
        List<MadeUpPerson> people = [.. Enumerable.Range(0, 300).Select(i => new MadeUpPerson(i, i, i % 60 != 0, "E00", i % 2 == 0 ? "f" : "m", "match", true, true, i % 3 == 0, false))];
        var cleared = DisclosureControl.Apply(MadeUpWorld.Outputs(people), DisclosurePolicy.Default);
        var flow = cleared.Find("flow")!;
        Assert.Equal("c", flow.Texts("symbol")[Array.IndexOf(flow.Texts("reason"), "comparison")]);
        foreach (var name in new[] { "linkage_quality", "identifier_completeness", "outcomes" })
        {
            var table = cleared.Find(name)!;
            Assert.All(Enumerable.Range(0, table.Rows).Where(r => table.Texts("group")[r] == "comparison"), r => Assert.Equal("c", table.Texts("people_symbol")[r]));
        }
    }

    [Fact]
    [Trait("tier", "unit")]
    public void Subtraction_of_printed_numbers_does_not_undo_the_flow()
    {
        var flow = new ProposedFlow("flow",
        [
            new("cohort", "people_known_to_councils", 1_024), new("cohort", "withdrawn", 4), new("cohort", "counted_elsewhere", 20), new("cohort", "people", 1_000),
        ])
        {
            Sums = [new("people_known_to_councils", ["withdrawn", "counted_elsewhere", "people"])],
        };
        var policy = DisclosurePolicy.Default with { Method = DisclosureMethod.Suppression };
        var attacker = new ReleaseAttacker(DisclosureControl.Apply([flow], policy), policy);
        Assert.True(attacker.Withheld.Count > 1);
        Assert.All(attacker.Withheld, cell => Assert.True(attacker.Interval(cell) is var (low, high) && high - low >= policy.ProtectionWidth, cell));
    }

    [Fact]
    [Trait("tier", "unit")]
    public void A_covariate_is_shown_in_every_design_or_in_none()
    {
        var table = Balance(Row("a.main", "health", 0.009), Row("a.imputed", "health", 0.012), Row("a.main", "sex", 0.5), Row("a.imputed", "sex", 0.5), Row("a.main", "crime", 0.2), Row("a.imputed", "crime", 0.2));
        Assert.Equal("cc..cc", Symbols(table));
    }

    [Fact]
    [Trait("tier", "unit")]
    public void The_symbol_in_the_balance_may_also_stand_for_a_covariate_of_many()
    {
        Assert.Equal("cc.", Symbols(Balance(Row("a", "health", 0.009), Row("a", "crime", 0.2), Row("a", "sex", 0.5))));
        Assert.Equal("..", Symbols(Balance(Row("a", "crime", 0.2), Row("a", "sex", 0.5))));
    }

    private static string Symbols(ReleaseTable table) => string.Concat(table.Texts("symbol").Select(s => s ?? "."));

    private static ReleaseTable Balance(params BalanceRow[] rows)
        => DisclosureControl.Apply([new ProposedBalance("balance", rows)], DisclosurePolicy.Default).Find("balance")!;

    private static BalanceRow Row(string design, string covariate, double mean) => new(design, "main", "odds_weights", covariate, true, 1_000, 1_000, mean, mean, 0.01, 0, null, null);

    /// <summary>Names of the complements that must stay unknown; only the test may look at the true counts.</summary>
    private static HashSet<string> SmallComplements(IReadOnlyList<ProposedOutput> outputs, DisclosurePolicy policy)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in outputs.OfType<ProposedCounts>().Select(o => o.Table).Where(t => t.PrintedCategories == 1))
        {
            foreach (var row in table.Rows.Where(r => r.Categories![1].IsSensitive(policy)))
            {
                var place = $"{row.Group} {row.Dimension} {row.Level}";
                names.Add(table.CountsEveryone ? $"{row.Measure} {place} not {table.Categories[0]}" : $"{row.Measure} {row.Window} {place} others");
            }
        }

        return names;
    }
}
