using TfPipeline.TestData;

namespace TfPipeline.Pseudonyms.Tests;

[Trait("tier", "unit")]
public class KeyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void Refuses_a_root_key_of_another_size_and_names_only_the_size(int size)
    {
        var fault = Assert.Throws<ArgumentException>(() => new RootKey(new byte[size], "v1"));
        Assert.Contains($"this one has {size}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_purpose_has_an_unrelated_key()
    {
        using var ring = TestKeys.Ring();
        Assert.NotEqual(ring.Derive("a"), ring.Derive("b"));
        Assert.Equal(ring.Derive("a"), ring.Derive("a"));
    }

    [Fact]
    public void Each_kind_of_reference_is_unrelated_to_the_others()
    {
        using var ring = TestKeys.Ring();
        var maker = new ReferenceMaker(ring);
        var person = maker.Person("E1", "7");
        Reference[] all = [person, maker.Family("E1", "7"), maker.OptOut("E1", "7"), maker.Release("a", person), maker.Release("b", person), maker.ReleaseFamily("a", person)];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Parts_of_a_reference_cannot_run_into_each_other()
    {
        using var ring = TestKeys.Ring();
        var maker = new ReferenceMaker(ring);
        Assert.NotEqual(maker.Person("E1", "23"), maker.Person("E12", "3"));
    }

    [Fact]
    public void A_reference_reads_back_from_its_text()
    {
        var reference = new Reference(0x0123456789abcdef, 42);
        Assert.Equal("0123456789abcdef000000000000002a", reference.ToString());
        Assert.Equal(reference, Reference.Parse(reference.ToString()));
        Assert.False(Reference.TryParse("0123", out _));
    }

    [Theory]
    [InlineData("0707070707070707070707070707070707070707070707070707070707070707\n")]
    [InlineData("  07070707070707070707070707070707070707070707070707070707070707 07")]
    public async Task A_key_file_holds_raw_bytes_or_hexadecimal(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, text);
            var source = new FileRootKeySource(path);
            if (text.Trim().Length == 64)
            {
                using var key = await source.GetAsync();
                using var ring = new KeyRing(key);
                using var same = TestKeys.Ring();
                Assert.Equal(same.Derive("x"), ring.Derive("x"));
            }
            else
            {
                var fault = await Assert.ThrowsAsync<RootKeyFileException>(() => source.GetAsync());
                Assert.DoesNotContain("0707", fault.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
