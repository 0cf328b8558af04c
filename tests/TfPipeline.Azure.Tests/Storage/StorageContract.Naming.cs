using TfPipeline.Storage;

namespace TfPipeline.Azure.Tests.Storage;

/// <summary>Which names are taken, and that a refused one is not repeated.</summary>
public abstract partial class StorageContract
{
    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../secret-name")]
    [InlineData("a/../../secret-name")]
    [InlineData("a/./secret-name")]
    [InlineData("..")]
    [InlineData("a//secret-name")]
    [InlineData("secret-name/")]
    [InlineData("secret-name\0.csv")]
    [InlineData("secret-name\n")]
    [InlineData("a\\..\\secret-name")]
    [InlineData("secret-name\\b")]
    public async Task A_path_trick_is_refused_and_not_repeated(string name)
    {
        var area = await NewAreaAsync();
        var refused = await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.WriteAsync(name, Text("1")));
        Assert.DoesNotContain("secret-name", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_no_valid_Unicode_is_refused()
    {
        var area = await NewAreaAsync();
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.WriteAsync("a\ud800", Text("1")));
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.FindAsync("\udc00a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/../x")]
    [InlineData("a\0")]
    public async Task A_name_that_reaches_elsewhere_is_refused_for_reading_and_deleting_too(string name)
    {
        var area = await NewAreaAsync();
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.FindAsync(name));
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.OpenReadAsync(name));
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.DeleteAsync(name));
    }

    [Fact]
    public async Task The_length_limits_hold_at_the_limit()
    {
        var area = await NewAreaAsync();
        var longest = string.Join('/', Enumerable.Repeat(new string('a', 127), 8)) + "/";
        Assert.Equal(BlobName.MaxLength, longest.Length);
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.WriteAsync(longest + "b", Text("1")));
        await area.WriteAsync(longest[..^1], Text("1"));
        Assert.Equal("1", await ReadAsync(area, longest[..^1]));

        await area.WriteAsync(new string('b', BlobName.MaxSegmentBytes), Text("2"));
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.WriteAsync(new string('b', BlobName.MaxSegmentBytes + 1), Text("2")));
    }

    [Theory]
    [InlineData("with space & 100% #1?.csv")]
    [InlineData("plus+and'quote.csv")]
    [InlineData("Siân/Ł%2Fódź.csv")]
    public async Task Names_as_people_give_them_survive(string name)
    {
        var area = await NewAreaAsync();
        await area.WriteAsync(name, Text("1"));
        Assert.Equal([name], await NamesAsync(area));
        Assert.Equal("1", await ReadAsync(area, name));
        Assert.True(await area.DeleteAsync(name));
    }
}
