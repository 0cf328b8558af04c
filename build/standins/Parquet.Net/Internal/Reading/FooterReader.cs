using System.Buffers;
using System.Buffers.Binary;
using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>Finds, reads and checks the footer.</summary>
internal static class FooterReader
{
    private const int TailLength = 8;
    private const int MinFileLength = 12;
    private const int MaxFooterLength = 256 << 20;

    public static async Task<FileMetadata> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        var length = input.Length;
        if (length < MinFileLength)
            throw new ParquetException("the file is too short to be Parquet");
        await CheckHeadAsync(input, cancellationToken).ConfigureAwait(false);
        var tail = new byte[TailLength];
        input.Seek(length - TailLength, SeekOrigin.Begin);
        await input.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        CheckMagic(tail.AsSpan(4), "the end of the file");
        var footerLength = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (footerLength <= 0 || footerLength > length - MinFileLength || footerLength > MaxFooterLength)
            throw new ParquetException("the footer's length does not fit the file; it may be cut off");

        var rented = ArrayPool<byte>.Shared.Rent(footerLength);
        try
        {
            var footer = rented.AsMemory(0, footerLength);
            input.Seek(length - TailLength - footerLength, SeekOrigin.Begin);
            await input.ReadExactlyAsync(footer, cancellationToken).ConfigureAwait(false);
            var metadata = FooterParser.Parse(footer.Span);
            FooterChecks.Check(metadata, length - TailLength - footerLength);
            return metadata;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static async Task CheckHeadAsync(Stream input, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        input.Seek(0, SeekOrigin.Begin);
        await input.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        CheckMagic(head, "the start of the file");
    }

    private static void CheckMagic(ReadOnlySpan<byte> magic, string place)
    {
        if (magic.SequenceEqual("PAR1"u8))
            return;
        throw new ParquetException(magic.SequenceEqual("PARE"u8)
            ? "the file has an encrypted footer, which is not supported"
            : $"{place} does not have the mark of Parquet; it is another format, or cut off");
    }
}
