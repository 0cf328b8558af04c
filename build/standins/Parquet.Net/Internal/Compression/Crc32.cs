using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Parquet.Internal.Compression;

/// <summary>
/// The CRC-32 of Gzip, which page headers carry. Long inputs are folded by carry-less multiplication (V. Gopal et al.,
/// "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009) where the processor has it;
/// the rest goes eight bytes at a time by tables. Both give the same number.
/// </summary>
internal static class Crc32
{
    private const int FoldBytes = 128;

    private static readonly uint[] Tables = MakeTables();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        if (Pclmulqdq.IsSupported && data.Length >= FoldBytes)
            crc = Fold(crc, ref data);
        return ~Tabled(crc, data);
    }

    private static uint Tabled(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = Tables[1792 + (byte)low] ^ Tables[1536 + (byte)(low >> 8)]
                ^ Tables[1280 + (byte)(low >> 16)] ^ Tables[1024 + (low >> 24)]
                ^ Tables[768 + (byte)high] ^ Tables[512 + (byte)(high >> 8)]
                ^ Tables[256 + (byte)(high >> 16)] ^ Tables[high >> 24];
            data = data[8..];
        }

        foreach (var b in data)
            crc = Tables[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    /// <summary>Folds whole blocks of 64 bytes; the remainder polynomial goes through the tables as 16 bytes.</summary>
    private static uint Fold(uint crc, ref ReadOnlySpan<byte> data)
    {
        var far = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL);
        var near = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);
        var a = Load(data, 0) ^ Vector128.CreateScalar((ulong)crc);
        var b = Load(data, 16);
        var c = Load(data, 32);
        var d = Load(data, 48);
        data = data[64..];
        for (; data.Length >= 64; data = data[64..])
        {
            a = Step(a, far) ^ Load(data, 0);
            b = Step(b, far) ^ Load(data, 16);
            c = Step(c, far) ^ Load(data, 32);
            d = Step(d, far) ^ Load(data, 48);
        }

        a = Step(a, near) ^ b;
        a = Step(a, near) ^ c;
        a = Step(a, near) ^ d;
        Span<byte> rest = stackalloc byte[16];
        a.AsByte().CopyTo(rest);
        return Tabled(0, rest);
    }

    private static Vector128<ulong> Load(ReadOnlySpan<byte> data, int at) => Vector128.Create(data.Slice(at, 16)).AsUInt64();

    private static Vector128<ulong> Step(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
