using System.Buffers.Binary;

namespace Parquet.Internal.Compression;

/// <summary>The CRC-32 of Gzip, which page headers carry; eight bytes at a time by tables.</summary>
internal static class Crc32
{
    private static readonly uint[] Tables = MakeTables();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
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
        return ~crc;
    }

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
