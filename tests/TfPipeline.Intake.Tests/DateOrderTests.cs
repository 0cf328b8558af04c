using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed class DateOrderTests
{
    [Fact]
    public void A_day_above_twelve_decides_its_column()
    {
        var file = Checked.File(CouncilCsv.Of(("date_of_birth", "03/04/2001")).Add(("date_of_birth", "13/04/2001")));
        Assert.Empty(file.Findings());
        Assert.Equal(new DateOnly(2001, 4, 3), file.Batches.Single().DateOfBirth[0]);
    }

    [Fact]
    public void A_column_that_shows_no_order_is_refused()
        => Assert.Equal(["FIL-09 0 G"], Checked.File(CouncilCsv.Of(("date_of_birth", "03/04/2001")).Add(("date_of_birth", "2001-04-13"))).Findings());

    [Fact]
    public void Equal_day_and_month_need_no_order()
        => Assert.Empty(Checked.File(CouncilCsv.Of(("date_of_birth", "05/05/2001"))).Findings());

    [Fact]
    public void A_heading_can_declare_the_order()
    {
        var text = CouncilCsv.Of(("date_of_birth", "03/04/2001")).Text().Replace("date_of_birth", "date_of_birth (dd/mm/yyyy)", StringComparison.Ordinal);
        var file = Checked.File(text);
        Assert.Empty(file.Findings());
        Assert.Equal(new DateOnly(2001, 4, 3), file.Batches.Single().DateOfBirth[0]);
    }

    [Fact]
    public void Months_first_are_refused()
        => Assert.Equal(["FIL-11 2 G"], Checked.File(CouncilCsv.Of(("date_of_birth", "04/13/2001"))).Findings());

    [Fact]
    public void Two_orders_in_one_column_are_refused_at_the_first_that_disagrees()
        => Assert.Equal(
            ["FIL-10 4 G"],
            Checked.File(CouncilCsv.Of(("date_of_birth", "13/04/2001")).Add(("date_of_birth", "01/02/2001")).Add(("date_of_birth", "04/13/2001"))).Findings());

    [Fact]
    public void Each_column_is_decided_by_itself()
        => Assert.Equal(["FIL-09 0 J"], Checked.File(CouncilCsv.Of(("date_of_birth", "13/04/2001"), ("index_date", "03/04/2016"))).Findings());
}
