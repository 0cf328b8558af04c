using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TfPipeline.Evaluation;

/// <summary>
/// Weighted sums of products over one block of units, in a fixed order and a fixed width of four lanes. Four lanes are asked for
/// whatever the processor offers (without AVX2 the runtime uses two registers of two), and products are never fused with sums,
/// so the bits are the same everywhere.
/// </summary>
internal sealed class CrossProduct
{
    /// <summary>Units per block: 40 columns of it, plain and weighted, stay in a core's second-level cache.</summary>
    public const int BlockRows = 256;

    private readonly int _padded;
    private readonly double[] _plain;
    private readonly double[] _weighted;

    public CrossProduct(int columns)
    {
        Columns = columns;
        _padded = (columns + 3) & ~3;
        _plain = new double[_padded * BlockRows];
        _weighted = new double[_padded * BlockRows];
    }

    public int Columns { get; }

    public static int PackedLength(int columns) => columns * (columns + 1) / 2;

    public static int PackedIndex(int row, int column) => (row * (row + 1) / 2) + column;

    /// <summary>The block's values of one column; positions beyond the loaded units are zero.</summary>
    private Span<double> Column(int column) => _plain.AsSpan(column * BlockRows, BlockRows);

    public void Load(DesignColumn[] columns, int start, int count)
    {
        for (var j = 0; j < columns.Length; j++)
        {
            var target = Column(j);
            columns[j].CopyTo(start, target[..count]);
            target[count..].Clear();
        }
    }

    /// <summary>X'X of a whole matrix.</summary>
    public static double[] Of(DesignMatrix design)
    {
        var product = new CrossProduct(design.Columns.Length);
        var packed = new double[PackedLength(design.Columns.Length)];
        Span<double> ones = stackalloc double[BlockRows];
        for (var start = 0; start < design.Rows; start += BlockRows)
        {
            var count = Math.Min(BlockRows, design.Rows - start);
            ones[..count].Fill(1);
            ones[count..].Clear();
            product.Load(design.Columns, start, count);
            product.Add(ones, packed);
        }

        return packed;
    }

    /// <summary>Adds X'WX of the loaded block to <paramref name="packed"/> (lower triangle by rows). Weights beyond the block are zero.</summary>
    public void Add(ReadOnlySpan<double> weights, Span<double> packed)
    {
        for (var j = 0; j < Columns; j++)
            Multiply(Column(j), weights, _weighted.AsSpan(j * BlockRows, BlockRows));
        Span<double> tile = stackalloc double[8];
        for (var row = 0; row < Columns; row += 2)
        {
            for (var column = 0; column <= row + 1; column += 4)
            {
                Tile(row, column, tile);
                Spread(tile, row, column, packed);
            }
        }
    }

    private static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        ref var c = ref MemoryMarshal.GetReference(target);
        for (nuint i = 0; i < BlockRows; i += 4)
            (Vector256.LoadUnsafe(ref a, i) * Vector256.LoadUnsafe(ref b, i)).StoreUnsafe(ref c, i);
    }

    // Two rows by four columns: eight sums stay in registers, which halves the loads of a plain dot product.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile(int row, int column, Span<double> tile)
    {
        ref var w = ref _weighted[row * BlockRows];
        ref var x = ref _plain[column * BlockRows];
        Vector256<double> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector256<double> b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint i = 0; i < BlockRows; i += 4)
        {
            var u = Vector256.LoadUnsafe(ref w, i);
            var v = Vector256.LoadUnsafe(ref w, i + BlockRows);
            var x0 = Vector256.LoadUnsafe(ref x, i);
            var x1 = Vector256.LoadUnsafe(ref x, i + BlockRows);
            var x2 = Vector256.LoadUnsafe(ref x, i + (2 * BlockRows));
            var x3 = Vector256.LoadUnsafe(ref x, i + (3 * BlockRows));
            a0 += u * x0;
            a1 += u * x1;
            a2 += u * x2;
            a3 += u * x3;
            b0 += v * x0;
            b1 += v * x1;
            b2 += v * x2;
            b3 += v * x3;
        }

        tile[0] = Lanes(a0);
        tile[1] = Lanes(a1);
        tile[2] = Lanes(a2);
        tile[3] = Lanes(a3);
        tile[4] = Lanes(b0);
        tile[5] = Lanes(b1);
        tile[6] = Lanes(b2);
        tile[7] = Lanes(b3);
    }

    private void Spread(ReadOnlySpan<double> tile, int row, int column, Span<double> packed)
    {
        for (var r = row; r < Math.Min(row + 2, Columns); r++)
        {
            for (var c = column; c < column + 4 && c <= r; c++)
                packed[PackedIndex(r, c)] += tile[((r - row) * 4) + c - column];
        }
    }

    private static double Lanes(Vector256<double> v) =>
        (v.GetElement(0) + v.GetElement(1)) + (v.GetElement(2) + v.GetElement(3));
}
