using ParquetSharp;
using ParquetSharp.Schema;
using TfPipeline.Core.OutsideParquet;

namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>What is stored is read as its value, or is refused: never as something near it.</summary>
[Trait("tier", "unit")]
public sealed class StoredFormTests
{
    private const long Day = 86_400;

    [Theory]
    [InlineData(TimeUnit.Millis, 1_000L)]
    [InlineData(TimeUnit.Micros, 1_000_000L)]
    [InlineData(TimeUnit.Nanos, 1_000_000_000L)]
    public void The_day_of_a_moment_is_the_one_that_holds_it(TimeUnit unit, long perSecond)
    {
        using var type = LogicalType.Timestamp(isAdjustedToUtc: true, unit);
        var bytes = Outside.One(Outside.Leaf("c", type, PhysicalType.Int64), 0L, -1L, (Day * perSecond) - 1, Day * perSecond, -Day * perSecond, (-Day * perSecond) - 1);

        Assert.Equal(
            ["1970-01-01", "1969-12-31", "1970-01-01", "1970-01-02", "1969-12-31", "1969-12-30"],
            Outside.Read(bytes, Outside.Text));
    }

    [Fact]
    public void Moments_of_96_bits_are_read_by_their_Julian_day()
    {
        using var none = LogicalType.None();
        Int96[] stored = [new(0, 0, 2_440_588), new(unchecked((int)0x914E_FFFF), 20_116, 2_440_587), new(5, 0, 2_415_021)];

        Assert.Equal(["1970-01-01", "1969-12-31", "1900-01-01"], Outside.Read(Outside.One(Outside.Leaf("c", none, PhysicalType.Int96), stored), Outside.Text));
        Outside.Refused(Outside.One(Outside.Leaf("c", none, PhysicalType.Int96), new Int96(unchecked((int)0x914F_0000), 20_116, 2_440_588)));
    }

    [Fact]
    public void Days_outside_the_calendar_are_refused()
    {
        using var date = LogicalType.Date();
        Assert.Equal(["0001-01-01", "9999-12-31"], Outside.Read(Outside.One(Outside.Leaf("c", date, PhysicalType.Int32), -719_162, 2_932_896), Outside.Text));
        foreach (var day in new[] { -719_163, 2_932_897, int.MinValue, int.MaxValue })
            Outside.Refused(Outside.One(Outside.Leaf("c", date, PhysicalType.Int32), day));
    }

    [Theory]
    [InlineData(8, true, -128, 127, 128)]
    [InlineData(8, false, 0, 255, 256)]
    [InlineData(16, true, -32_768, 32_767, 32_768)]
    [InlineData(16, false, 0, 65_535, -1)]
    public void A_number_wider_than_its_column_is_refused(int bits, bool isSigned, int least, int most, int outside)
    {
        using var type = LogicalType.Int(bits, isSigned);
        Assert.Equal([least, most], Outside.Read(Outside.One(Outside.Leaf("c", type, PhysicalType.Int32), least, most), (g, c) => g.Whole(c)));
        Outside.Refused(Outside.One(Outside.Leaf("c", type, PhysicalType.Int32), outside));
    }

    [Fact]
    public void Numbers_of_32_bits_without_a_sign_are_not_negative()
    {
        using var type = LogicalType.Int(32, isSigned: false);
        Assert.Equal([4_294_967_295], Outside.Read(Outside.One(Outside.Leaf("c", type, PhysicalType.Int32), -1), (g, c) => g.Whole(c)));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
    {
        using var text = LogicalType.String();
        Assert.Equal(["Zoë", ""], Outside.Read(Outside.OneOfBytes(Outside.Leaf("c", text, PhysicalType.ByteArray), [.. "Zoë"u8], []), Outside.Text));
        Outside.Refused(Outside.OneOfBytes(Outside.Leaf("c", text, PhysicalType.ByteArray), [.. "Zo"u8, 0xEB]));
    }

    [Fact]
    public void Decimals_of_any_storage_are_the_nearest_number()
    {
        using var type = LogicalType.Decimal(38, 2);
        var leaf = Outside.Leaf("c", type, PhysicalType.ByteArray);
        byte[] large = [0x01, .. new byte[12]];
        Assert.Equal([655.35, -1.23, Math.Pow(2, 96) / 100], Outside.Read(Outside.OneOfBytes(leaf, [0x00, 0xFF, 0xFF], [0xFF, 0x85], large), (g, c) => g.Numbers(c)));
        Outside.Refused(Outside.OneOfBytes(leaf, Array.Empty<byte>()));
    }

    [Fact]
    public void What_is_no_type_of_ours_is_of_an_unknown_kind()
    {
        using var time = LogicalType.Time(isAdjustedToUtc: true, TimeUnit.Millis);
        using var json = LogicalType.Json();
        using var none = LogicalType.None();
        var made = Outside.Write(
            [Outside.Leaf("time", time, PhysicalType.Int32), Outside.Leaf("json", json, PhysicalType.ByteArray), Outside.Leaf("bytes", none, PhysicalType.ByteArray)],
            group =>
            {
                Outside.Next(group, 1);
                Outside.Next<ByteArray>(group, default(ByteArray));
                Outside.Next<ByteArray>(group, default(ByteArray));
            });

        using var file = OutsideParquetFile.Open(new MemoryStream(made));
        Assert.All(file.Columns, c => Assert.Equal(OutsideColumnKind.Unknown, c.Kind));
    }

    [Fact]
    public void A_leaf_inside_another_column_is_not_taken_for_a_column_of_its_name()
    {
        using var text = LogicalType.String();
        using var none = LogicalType.None();
        var nested = new GroupNode("extra", Repetition.Optional, [Outside.Leaf("c", none, PhysicalType.Int64, Repetition.Optional), Outside.Leaf("d", none, PhysicalType.Int64, Repetition.Repeated)]);
        var made = Outside.Write([nested, Outside.Leaf("c", none, PhysicalType.Int32), new GroupNode("e", Repetition.Repeated, [Outside.Leaf("f", none, PhysicalType.Int32)])], group =>
        {
            foreach (var depth in new short[] { 2, 2 })
            {
                using var column = (ColumnWriter<long>)group.NextColumn();
                column.WriteBatch(1, [depth], [0], [9L]);
            }

            Outside.Next(group, 7);
            using var repeated = (ColumnWriter<int>)group.NextColumn();
            repeated.WriteBatch(1, [1], [0], [5]);
        });

        Assert.Equal([7], Outside.Read(made, (g, c) => g.Whole(c)));
        using var file = OutsideParquetFile.Open(new MemoryStream(made));
        Assert.Equal(["extra", "c", "e"], file.Columns.Select(c => c.Name));
        Assert.Empty(file.Named("d").Concat(file.Named("f")));
        Assert.All(file.Columns.Where(c => c.Name != "c"), c => Assert.Equal(OutsideColumnKind.Unknown, c.Kind));
    }

    [Fact]
    public void A_column_that_is_there_twice_is_seen_twice()
    {
        using var none = LogicalType.None();
        var made = Outside.Write([Outside.Leaf("c", none, PhysicalType.Int32), Outside.Leaf("c", none, PhysicalType.Int32)], group =>
        {
            Outside.Next(group, 1);
            Outside.Next(group, 2);
        });

        using var file = OutsideParquetFile.Open(new MemoryStream(made));
        Assert.Equal(2, file.Named("c").Count());
    }

    [Fact]
    public void An_encrypted_file_or_column_is_refused()
    {
        byte[] key = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        using var none = LogicalType.None();
        PrimitiveNode[] Fields() => [Outside.Leaf("open", none, PhysicalType.Int32), Outside.Leaf("c", none, PhysicalType.Int32)];
        void Fill(RowGroupWriter group)
        {
            Outside.Next(group, 1);
            Outside.Next(group, 2);
        }

        using var column = new ColumnEncryptionPropertiesBuilder("c").Key(key).KeyId("k").Build();
        using var whole = new FileEncryptionPropertiesBuilder(key).FooterKeyId("f").Build();
        using var part = new FileEncryptionPropertiesBuilder(key).FooterKeyId("f").SetPlaintextFooter().EncryptedColumns([column]).Build();

        Assert.Throws<OutsideParquetException>(() => OutsideParquetFile.Open(new MemoryStream(Outside.Write(Fields(), Fill, b => b.Encryption(whole)))));
        Outside.Refused(Outside.Write(Fields(), Fill, b => b.Encryption(part)));
    }

    [Fact]
    public void A_damaged_page_is_found_by_its_checksum()
    {
        using var none = LogicalType.None();
        int[] marked = [.. Enumerable.Repeat(0x5A5A5A5A, 200)];
        var made = Outside.Write([Outside.Leaf("c", none, PhysicalType.Int32)], group => Outside.Next(group, marked), b => b.EnablePageChecksum().DisableDictionary().Compression(Compression.Uncompressed));
        made[made.AsSpan().IndexOf((byte[])[0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A]) + 40] ^= 1;

        Outside.Refused(made);
    }

    [Fact]
    public void A_fault_of_the_storage_stays_what_it_was()
    {
        using var none = LogicalType.None();
        var made = Outside.Write([Outside.Leaf("c", none, PhysicalType.Int32)], group => Outside.Next(group, [.. Enumerable.Range(0, 100_000)]));
        using var failing = new FailingStream(made);
        using var file = OutsideParquetFile.Open(failing);
        using var group = file.Group(0);
        failing.Fails = true;

        Assert.Throws<TimeoutException>(() => group.Whole(file.Columns[0]));
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public bool Fails { get; set; }

        public override int Read(Span<byte> buffer) => Fails ? throw new TimeoutException() : base.Read(buffer);
    }
}
