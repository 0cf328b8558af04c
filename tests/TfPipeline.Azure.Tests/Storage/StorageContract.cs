using System.Text;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Tests.Storage;

/// <summary>What every storage adapter promises; each adapter runs all of it.</summary>
public abstract partial class StorageContract
{
    /// <summary>A new, empty area.</summary>
    protected abstract Task<IBlobArea> NewAreaAsync();

    protected static Func<Stream, CancellationToken, Task> Text(string text)
        => (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask();

    protected static async Task<string?> ReadAsync(IBlobArea area, string name)
    {
        await using var blob = await area.OpenReadAsync(name);
        if (blob is null)
            return null;
        using var reader = new StreamReader(blob.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    protected static async Task<List<string>> NamesAsync(IBlobArea area, string prefix = "")
    {
        var names = new List<string>();
        await foreach (var entry in area.ListAsync(prefix))
            names.Add(entry.Name);
        return names;
    }

    [Fact]
    public async Task Reads_what_was_written()
    {
        var area = await NewAreaAsync();
        Assert.Equal(WriteOutcome.Written, await area.WriteAsync("a/b.txt", Text("hello")));
        Assert.Equal("hello", await ReadAsync(area, "a/b.txt"));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("empty", (_, _) => Task.CompletedTask);
        Assert.Equal(0, (await area.FindAsync("empty"))!.Length);
        Assert.Equal("", await ReadAsync(area, "empty"));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_it_says_so()
    {
        var area = await NewAreaAsync();
        Assert.Null(await area.FindAsync("no/such"));
        Assert.Null(await area.OpenReadAsync("no/such"));
        Assert.False(await area.DeleteAsync("no/such"));
        Assert.Empty(await NamesAsync(area));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", Text("1"));
        Assert.True(await area.DeleteAsync("x"));
        Assert.Null(await area.FindAsync("x"));
        Assert.Empty(await NamesAsync(area));
    }

    [Fact]
    public async Task A_folder_of_blobs_is_no_blob()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("a/b", Text("1"));
        Assert.Null(await area.FindAsync("a"));
        Assert.Null(await area.OpenReadAsync("a"));
        Assert.False(await area.DeleteAsync("a"));
    }

    [Fact]
    public async Task Lists_in_ordinal_order_of_the_whole_name()
    {
        var area = await NewAreaAsync();
        string[] names = ["a/z", "a-b", "a.txt", "B", "a/b/c", "ä", "a0", "a/b.c", "\U0001F600", "\uE000"];
        foreach (var name in names)
            await area.WriteAsync(name, Text("1"));
        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync(area), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("a/", new[] { "a/b/c", "a/bc" })]
    [InlineData("a/b", new[] { "a/b/c", "a/bc" })]
    [InlineData("a/b/", new[] { "a/b/c" })]
    [InlineData("a", new[] { "a/b/c", "a/bc", "ab" })]
    [InlineData("a/b/c", new[] { "a/b/c" })]
    [InlineData("a/b/cd", new string[0])]
    [InlineData("z/y/", new string[0])]
    public async Task Lists_what_starts_with_the_prefix(string prefix, string[] expected)
    {
        var area = await NewAreaAsync();
        foreach (var name in new[] { "a/b/c", "a/bc", "ab", "b" })
            await area.WriteAsync(name, Text("1"));
        Assert.Equal(expected, await NamesAsync(area, prefix), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_listing_shows_the_same_properties_as_a_lookup()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("a/b", Text("12345"));
        var found = await area.FindAsync("a/b");
        await foreach (var listed in area.ListAsync(""))
            Assert.Equal(found, listed);
        await using var open = await area.OpenReadAsync("a/b");
        Assert.Equal(found, open!.Entry);
        Assert.Equal(5, found!.Length);
    }
}
