using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed class CrossRowRuleTests
{
    [Fact]
    public void A_person_reference_counts_once()
        => Assert.Equal(["PER-02 3 C"], Checked.File(CouncilCsv.Of().Add(("person_id", "p1"))).Findings());

    [Fact]
    public void A_row_that_is_left_out_does_not_make_the_next_one_a_duplicate()
        => Assert.Equal(["DOB-01 2 G"], Checked.File(CouncilCsv.Of(("date_of_birth", "")).Add(("person_id", "P1"))).Findings());

    [Fact]
    public void One_identity_under_two_references_is_queried()
        => Assert.Equal(
            ["PER-03 3 C"],
            Checked.File(CouncilCsv.Of(("forename", "Ada"), ("date_of_birth", "2001-01-01")).Add(("forename", "ADA"), ("date_of_birth", "2001-01-01"))).Findings());

    [Fact]
    public void A_pupil_number_twice_is_queried()
        => Assert.Equal(["UPN-04 3 L"], Checked.File(CouncilCsv.Of(("upn", "B801200005001")).Add(("upn", "b801200005001"))).Findings());

    [Fact]
    public void An_insurance_number_twice_is_queried()
        => Assert.Equal(["NIN-04 3 M"], Checked.File(CouncilCsv.Of(("nino", "AB123456C")).Add(("nino", "AB123456C"))).Findings());

    [Fact]
    public void A_family_has_one_group()
        => Assert.Equal(["GRP-03 3 I"], Checked.File(CouncilCsv.Of().Add(("family_id", "F1"), ("group", "comparison"))).Findings());

    [Fact]
    public void A_family_has_one_index_date()
        => Assert.Equal(["FAM-02 3 J"], Checked.File(CouncilCsv.Of().Add(("family_id", "F1"), ("index_date", "2016-06-01"))).Findings());

    [Fact]
    public void A_programme_family_has_two_problems_among_its_members()
    {
        var split = CouncilCsv.Of(("crime_asb", "1"), ("school_attendance", "0")).Add(("family_id", "F1"), ("crime_asb", "0"), ("school_attendance", "1"));
        Assert.Empty(Checked.File(split).Findings());
        Assert.Equal(["FLG-02 2 B"], Checked.File(CouncilCsv.Of(("crime_asb", "0"))).Findings());
        Assert.Empty(Checked.File(CouncilCsv.Of(("crime_asb", "0"), ("group", "comparison"))).Findings());
    }
}
