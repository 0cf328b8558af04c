using TfPipeline.Cli.Linking;

namespace TfPipeline.Cli.Tests;

[Trait("tier", "unit")]
public sealed class IdOrderTests
{
    [Fact]
    public void Puts_any_ids_into_ordinal_order()
    {
        const string letters = "\0\u0001019aZz~\u007F\u00E9\u00FE\u00FF\u0100\u4E2D\uFFFD";
        var random = new Random(3);
        string[] ids = [.. Enumerable.Range(0, 20_000).Select(_ => string.Create(random.Next(1, 12), random, (text, r) =>
        {
            for (var k = 0; k < text.Length; k++)
                text[k] = letters[k < 6 ? r.Next(2) : r.Next(letters.Length)];
        })).Concat(letters.Select(c => $"{c}{c}1")).Concat(letters.Select(c => $"1{c}"))];
        Assert.Equal(ids.Order(StringComparer.Ordinal), IdOrder.Of(ids).Select(i => ids[i]));
    }

    [Fact]
    public void Names_the_first_row_that_repeats_an_id()
    {
        string[] ids = ["b", "123456789", "a", "123456780", "a", "123456789", "b"];
        Assert.Equal(4, IdOrder.FirstRepeated(ids, IdOrder.Of(ids)));
        Assert.Equal(-1, IdOrder.FirstRepeated(ids[..4], IdOrder.Of(ids[..4])));
    }
}
