using TfPipeline.Storage;

namespace TfPipeline.Azure.Tests.Storage;

/// <summary>Whole or not at all, once or by version, whoever else writes.</summary>
public abstract partial class StorageContract
{
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
