using System.Text;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed class HostileFileTests
{
    private const int Long = 4 << 20;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("TFP_FULL") == "1";
    private static readonly long Lines = IsFull ? 1L << 30 : 64L << 20;

    [Fact]
    public void A_single_line_without_end_is_refused_without_filling_memory()
    {
        using var stream = new RepeatedStream((byte)'a', Lines, CouncilCsv.Of().Bytes());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = CouncilFileValidator.Validate(stream, Context(), static _ => { });
        Assert.Contains(FileRules.RowTooLong, result.Findings.Counts.Keys);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32L << 20, "a long line took more than 32 MB");
    }

    [Fact]
    public void A_million_columns_are_refused()
        => Assert.Contains(Checked.File(new string(',', 1_000_000) + "\r\n").Codes(), c => c is "HDR-01" or "HDR-07" or "FIL-05");

    [Fact]
    public void A_known_header_followed_by_many_columns_is_refused()
        => Assert.Equal(["HDR-07"], Checked.File(CouncilCsv.Of().Text().Replace("\r\n", string.Concat(Enumerable.Repeat(",x", 300)) + "\r\n", StringComparison.Ordinal)).Codes());

    [Fact]
    public void Nothing_but_nuls_is_no_text()
        => Assert.Equal(["FIL-03"], Checked.File(new byte[Long]).Codes());

    [Fact]
    public void An_archive_of_one_enormous_file_is_refused_unopened() => CheckUnopened(Bombs.Zip(IsFull ? 8 << 10 : 256), "FIL-02");

    [Fact]
    public void Sixteen_gigabytes_in_archives_of_archives_of_archives_are_refused_unopened() => CheckUnopened(Bombs.Nested(megabytes: 4, depth: 3), "FIL-02");

    [Fact]
    public void Eight_gigabytes_of_gzip_are_refused_unopened() => CheckUnopened(Bombs.GZip(megabytes: 64, members: 128), "FIL-03");

    private static void CheckUnopened(byte[] archive, string code)
    {
        using var stream = new MemoryStream(archive, writable: false);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = CouncilFileValidator.Validate(stream, Context(), static _ => { });
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, "refusing an archive took more than 1 MB");
        Assert.Equal([code], result.Findings.Sorted().Select(f => f.Rule.Code));
        Assert.Equal(archive.Length, result.Length);
    }

    [Fact]
    public void An_archive_behind_a_correct_header_is_read_as_the_text_that_it_is_not()
    {
        byte[] polyglot = [.. CouncilCsv.Of().Bytes(), .. Bombs.Zip(16)];
        Assert.False(Checked.File(polyglot, new IntakeOptions()).Result.IsAccepted);
    }

    [Theory]
    [InlineData("377ABCAF271C", "FIL-03")]
    [InlineData("FD377A585A00", "FIL-03")]
    [InlineData("28B52FFD0400", "FIL-03")]
    [InlineData("526172211A07", "FIL-03")]
    [InlineData("504B07080000", "FIL-02")]
    public void The_first_bytes_of_an_archive_refuse_a_file(string start, string code)
        => Assert.Equal([code], Checked.File([.. Convert.FromHexString(start), .. CouncilCsv.Of().Bytes()]).Codes());

    [Fact]
    public async Task Formulas_and_markup_never_reach_a_receipt()
    {
        var file = Checked.File(CouncilCsv.Of(("forename", "=cmd|'/c calc'!A1"), ("surname", "<script>alert(1)</script>"), ("postcode", "<b>x</b>")));
        var receipt = ReceiptMaker.From(file.Result, CouncilCsv.Gss, "2018-03-31", new string('0', 32), 100);
        foreach (var text in new[] { ReceiptJson.Write(receipt), await ReceiptHtml.WriteAsync(receipt, "x.csv"), ReceiptCsv.Write(receipt) }.Select(Encoding.UTF8.GetString))
        {
            Assert.DoesNotContain("calc", text, StringComparison.Ordinal);
            Assert.DoesNotContain("alert", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_million_bad_rows_give_a_small_receipt_that_says_that_it_is_cut()
    {
        var row = CouncilCsv.Of(("date_of_birth", "x"), ("forename", "")).Text().Split("\r\n");
        var rows = IsFull ? 1_000_000 : 100_000;
        var text = new StringBuilder(row[0]).Append("\r\n");
        for (var i = 0; i < rows; i++)
            text.Append(row[1]).Append("\r\n");
        var file = Checked.File(Encoding.UTF8.GetBytes(text.ToString()), new IntakeOptions());
        var receipt = ReceiptMaker.From(file.Result, CouncilCsv.Gss, "2018-03-31", null, new IntakeOptions().ListedFindings);
        Assert.True(receipt.IsCut);
        Assert.Equal((2 * rows) + 1, receipt.FindingsTotal);
        Assert.True(ReceiptJson.Write(receipt).Length < 250_000, "JSON");
        var page = Encoding.UTF8.GetString(await ReceiptHtml.WriteAsync(receipt, null));
        Assert.True(page.Length < 400_000, "page");
        Assert.Contains("The list is cut", page, StringComparison.Ordinal);
    }

    private static RowContext Context() => new(CouncilCsv.Gss, Checked.Drop, new IntakeOptions());

    /// <summary>A start, then one byte over and over.</summary>
    private sealed class RepeatedStream(byte filler, long length, byte[] start) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - Position);
            for (var i = 0; i < count; i++)
                buffer[i] = Position + i < start.Length ? start[Position + i] : filler;
            Position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.Begin ? offset : offset + (origin == SeekOrigin.End ? length : Position);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
