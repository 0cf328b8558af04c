using System.Buffers;
using Parquet.Internal.Encodings;

namespace Parquet.Internal.Writing;

/// <summary>Which rows of a column have a value; one byte of 0 or 1 for each row, or nothing when all have one.</summary>
internal sealed class Presence : IDisposable
{
    private readonly byte[]? bytes;

    private Presence(int rows, byte[]? bytes, int nulls)
    {
        Rows = rows;
        this.bytes = bytes;
        Nulls = nulls;
    }

    public int Rows { get; }

    public int Nulls { get; }

    public static Presence All(int rows) => new(rows, null, 0);

    /// <summary>Takes an array rented from the pool.</summary>
    public static Presence Of(byte[] rented, int rows, int nulls) => new(rows, rented, nulls);

    /// <summary>Values in a range of rows.</summary>
    public int CountValues(int row, int count)
    {
        if (Nulls == 0)
            return count;
        var sum = 0;
        foreach (var b in bytes.AsSpan(row, count))
            sum += b;
        return sum;
    }

    /// <summary>Writes definition levels of a v1 page: their length in four bytes, then runs.</summary>
    public void WriteLevels(int row, int count, ByteBuffer page)
    {
        var lengthAt = page.Length;
        page.Write([0, 0, 0, 0]);
        if (Nulls == 0)
            HybridWriter.WriteRun(1, count, 1, page);
        else
            HybridWriter.WriteLevels(bytes.AsSpan(row, count), page);
        page.PatchInt32(lengthAt, page.Length - lengthAt - 4);
    }

    public bool IsPresent(int row) => Nulls == 0 || bytes![row] != 0;

    public void Dispose()
    {
        if (bytes is not null)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
