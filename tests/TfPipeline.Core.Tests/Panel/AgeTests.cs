using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class AgeTests
{
    [Theory]
    [InlineData("2000-06-15", "2018-06-14", 17)]
    [InlineData("2000-06-15", "2018-06-15", 18)]
    [InlineData("2000-02-29", "2018-02-28", 17)]
    [InlineData("2000-02-29", "2018-03-01", 18)]
    [InlineData("2000-02-29", "2020-02-29", 20)]
    [InlineData("2000-06-15", "2000-06-14", -1)]
    public void Someone_is_a_year_older_on_the_birthday(string born, string day, int age) => Assert.Equal(age, Ages.On(Day.Of(born), Day.Of(day)));

    [Fact]
    public void An_empty_run_of_days_holds_no_age() => Assert.False(Ages.OnAnyDay(new(2000, 1, 1), new(2010, 1, 1), new(2010, 1, 1), 0, 99));
}
