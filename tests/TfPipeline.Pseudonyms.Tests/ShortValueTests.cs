namespace TfPipeline.Pseudonyms.Tests;

/// <summary>Short values are handled as whole numbers; what comes out is what their characters say.</summary>
[Trait("tier", "unit")]
public sealed class ShortValueTests
{
    [Fact]
    public void Edits_of_a_short_text_are_those_of_its_characters()
    {
        foreach (var text in new[] { "A", "AB", "SK11AA", "20110228", "ÀÿZ-' 9a" })
        {
            var value = ShortText.Of(text);
            Assert.Equal(text, Characters(value));
            for (var i = 0; i < text.Length; i++)
            {
                Assert.Equal(text[..(i + 1)], Characters(value.First(i + 1)));
                Assert.Equal(text.Remove(i, 1), Characters(value.Without(i)));
                Assert.Equal(text[..i] + '-' + text[(i + 1)..], Characters(value.With(i, '-')));
                if (i + 1 < text.Length)
                    Assert.Equal(text[..i] + text[i + 1] + text[i] + text[(i + 2)..], Characters(value.Exchanged(i)));
            }
        }
    }

    [Fact]
    public void Tokens_of_short_and_long_values_are_the_code_of_tag_and_text()
    {
        var key = Enumerable.Range(1, 32).Select(k => (byte)k).ToArray();
        using var mac = new Cmac(key);
        var builder = new ValueTableBuilder(mac, fixedCount: 1);
        string[] values = ["ABCD", "ABCDEFG", "ABCDEFGH", "ABCDEFGHI", "ABCDEFGHIJKLMNOPQRSTU"];
        foreach (var value in values)
        {
            builder.Add('x', value);
            builder.AddEdits('y', value);
            builder.EndValue();
        }

        var table = builder.Build();
        for (var v = 0; v < values.Length; v++)
        {
            var text = values[v];
            string[] forms =
            [
                text,
                .. Enumerable.Range(0, text.Length).Select(i => text.Remove(i, 1)),
                .. Enumerable.Range(0, text.Length - 1).Select(i => text[..i] + text[i + 1] + text[i] + text[(i + 2)..]),
            ];
            Assert.Equal(Token(mac, 'x' + text), table.Token(v, 0));
            Assert.Equal(forms.Select(form => Token(mac, 'y' + form)), table.Edits(v).ToArray());
        }
    }

    [Fact]
    public void Every_name_as_written_keeps_its_own_value()
    {
        var random = new Random(9);
        const string letters = "abAB '-.é0";
        var names = Enumerable.Range(0, 20_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => letters[random.Next(letters.Length)])])).ToList();
        names.AddRange(["SMITH", "Smith", "smith", "SMIT H", "Featherstonehaugh", "FEATHERSTONEHAUGH", "Ng", "A", "AA", "AAAAAAAAAA", "AAAAAAAAAAA"]);
        names = [.. names.Distinct(StringComparer.Ordinal)];
        var known = new RawNames();
        for (var k = 0; k < names.Count; k++)
        {
            Assert.False(known.TryGet(names[k], out _), $"name {k} is taken for another");
            known.Add(names[k], k % 7 == 0 ? -1 : k);
        }

        for (var k = 0; k < names.Count; k++)
            Assert.Equal((true, k % 7 == 0 ? -1 : k), (known.TryGet(names[k], out var value), value));
    }

    [Fact]
    public void Every_date_keeps_its_own_value()
    {
        var known = new DateIndex();
        int[] dates = [19000102, 18791231, 18800101, 20491231, 20500101, 20000230, 20001301, 20000132, 20000001, 20000100, 99999999, 1, 19990101];
        for (var k = 0; k < dates.Length; k++)
        {
            Assert.False(known.TryGet(dates[k], out _), $"date {k} is taken for another");
            known.Add(dates[k], k);
        }

        for (var k = 0; k < dates.Length; k++)
            Assert.Equal((true, k), (known.TryGet(dates[k], out var value), value));
    }

    private static string Characters(ShortText value)
        => string.Concat(Enumerable.Range(0, value.Length).Select(i => (char)(byte)(value.Bytes >> (8 * i)))) + (value.Length == 8 || value.Bytes >> (8 * value.Length) == 0 ? "" : " and more");

    private static ulong Token(Cmac mac, string message)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(message);
        Span<ulong> token = stackalloc ulong[1];
        mac.ComputeTokens(bytes, [bytes.Length], token);
        return token[0];
    }
}
