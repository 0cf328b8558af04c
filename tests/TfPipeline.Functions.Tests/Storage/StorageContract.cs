using System.Text;
using TfPipeline.Core.Storage;

namespace TfPipeline.Functions.Tests.Storage;

/// <summary>What every storage adapter promises; each adapter runs all of it.</summary>
public abstract class StorageContract
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

    [Fact]
    public async Task Nothing_is_visible_before_the_writer_returns()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", async (stream, token) =>
        {
            await stream.WriteAsync(new byte[100_000], token);
            await stream.FlushAsync(token);
            Assert.Null(await area.FindAsync("x", token));
            Assert.Empty(await NamesAsync(area));
        });
        Assert.Equal(100_000, (await area.FindAsync("x"))!.Length);
    }

    [Fact]
    public async Task A_failing_writer_leaves_nothing_and_its_exception_comes_through()
    {
        var area = await NewAreaAsync();
        var thrown = await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => area.WriteAsync("x", async (stream, token) =>
        {
            await stream.WriteAsync(new byte[10], token);
            throw new TimeZoneNotFoundException("on purpose");
        }));
        Assert.Equal("on purpose", thrown.Message);
        Assert.Null(await area.FindAsync("x"));
    }

    [Fact]
    public async Task A_failing_writer_leaves_the_old_version()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", Text("old"));
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(
            () => area.WriteAsync("x", (_, _) => throw new TimeZoneNotFoundException()));
        Assert.Equal("old", await ReadAsync(area, "x"));
    }

    [Fact]
    public async Task The_writer_may_seek_and_may_close_its_stream()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", (stream, _) =>
        {
            using var writer = new BinaryWriter(stream);
            writer.Write(0);
            writer.Write("body"u8);
            writer.Seek(0, SeekOrigin.Begin);
            writer.Write(0x41414141);
            return Task.CompletedTask;
        });
        Assert.Equal("AAAAbody", await ReadAsync(area, "x"));
    }

    [Fact]
    public async Task A_free_name_is_taken_once()
    {
        var area = await NewAreaAsync();
        Assert.Equal(WriteOutcome.Written, await area.WriteAsync("x", Text("1"), WriteCondition.IfAbsent));
        Assert.Equal(WriteOutcome.ConditionNotMet, await area.WriteAsync("x", Text("2"), WriteCondition.IfAbsent));
        Assert.Equal("1", await ReadAsync(area, "x"));
    }

    [Fact]
    public async Task Of_many_that_create_a_name_at_once_exactly_one_wins()
    {
        var area = await NewAreaAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => area.WriteAsync("deep/er/x", Text($"writer {i}"), WriteCondition.IfAbsent))));
        var winner = Assert.Single(Enumerable.Range(0, 16), i => outcomes[i] == WriteOutcome.Written);
        Assert.Equal($"writer {winner}", await ReadAsync(area, "deep/er/x"));
    }

    [Fact]
    public async Task A_version_is_replaced_only_while_it_is_there()
    {
        var area = await NewAreaAsync();
        Assert.Equal(WriteOutcome.ConditionNotMet, await area.WriteAsync("x", Text("0"), WriteCondition.IfMatches("\"0x1\"")));
        await area.WriteAsync("x", Text("1"));
        var first = (await area.FindAsync("x"))!.ETag;
        Assert.Equal(WriteOutcome.Written, await area.WriteAsync("x", Text("2"), WriteCondition.IfMatches(first)));
        Assert.Equal(WriteOutcome.ConditionNotMet, await area.WriteAsync("x", Text("3"), WriteCondition.IfMatches(first)));
        Assert.Equal("2", await ReadAsync(area, "x"));
    }

    [Fact]
    public async Task Counting_up_by_version_loses_no_step()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("n", Text("0"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 5;)
            {
                await using var blob = await area.OpenReadAsync("n");
                using var reader = new StreamReader(blob!.Content);
                string text;
                try
                {
                    text = await reader.ReadToEndAsync();
                }
                catch (BlobChangedException)
                {
                    continue;
                }

                var next = (int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (await area.WriteAsync("n", Text(next), WriteCondition.IfMatches(blob.Entry.ETag)) == WriteOutcome.Written)
                    done++;
            }
        })));
        Assert.Equal("20", await ReadAsync(area, "n"));
    }

    [Fact]
    public async Task Every_rewrite_has_another_mark_even_with_equal_bytes()
    {
        var area = await NewAreaAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++)
        {
            await area.WriteAsync("x", Text("same"));
            Assert.True(seen.Add((await area.FindAsync("x"))!.ETag));
            if (i % 5 == 0)
                await area.DeleteAsync("x");
        }
    }

    [Fact]
    public async Task A_reader_can_seek()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", Text("0123456789"));
        await using var blob = await area.OpenReadAsync("x");
        var stream = blob!.Content;
        Assert.True(stream.CanSeek);
        Assert.Equal(10, stream.Length);
        stream.Seek(-3, SeekOrigin.End);
        Assert.Equal('7', stream.ReadByte());
        stream.Position = 2;
        Assert.Equal('2', stream.ReadByte());
        stream.Seek(1, SeekOrigin.Current);
        Assert.Equal('4', stream.ReadByte());
        stream.Position = 10;
        Assert.Equal(-1, stream.ReadByte());
    }

    [Fact]
    public async Task A_reader_never_mixes_two_versions()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", (stream, token) => FillAsync(stream, (byte)'a', token));
        await using var blob = await area.OpenReadAsync("x");
        var first = new byte[10];
        await blob!.Content.ReadExactlyAsync(first);
        await area.WriteAsync("x", (stream, token) => FillAsync(stream, (byte)'b', token));
        try
        {
            var rest = new MemoryStream();
            await blob.Content.CopyToAsync(rest);
            Assert.Equal(BigBlob - 10, rest.Length);
            Assert.DoesNotContain((byte)'b', rest.ToArray());
        }
        catch (BlobChangedException e)
        {
            Assert.DoesNotContain("'x'", e.Message, StringComparison.Ordinal);
        }
    }

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

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        var area = await NewAreaAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => area.WriteAsync(
            "x",
            async (stream, token) =>
            {
                await stream.WriteAsync(new byte[10], token);
                await stop.CancelAsync();
            },
            cancellationToken: stop.Token));
        Assert.Null(await area.FindAsync("x"));
    }

    private const int BigBlob = 9 * 1024 * 1024;

    private static async Task FillAsync(Stream stream, byte value, CancellationToken cancellationToken)
    {
        var chunk = new byte[BigBlob / 9];
        Array.Fill(chunk, value);
        for (var i = 0; i < 9; i++)
            await stream.WriteAsync(chunk, cancellationToken);
    }
}
