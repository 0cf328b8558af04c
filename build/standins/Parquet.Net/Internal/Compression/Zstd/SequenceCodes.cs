namespace Parquet.Internal.Compression.Zstd;

/// <summary>The fixed tables of RFC 8878, 3.1.1.3.2: code ranges and predefined distributions.</summary>
internal static class SequenceCodes
{
    public const int MaxLiteralLengthCode = 35;
    public const int MaxMatchLengthCode = 52;
    public const int MaxOffsetCode = 31;

    public static readonly FseTable LiteralLengths = FseTable.Build(
        [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
        accuracy: 6);

    public static readonly FseTable MatchLengths = FseTable.Build(
        [
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
        ],
        accuracy: 6);

    public static readonly FseTable Offsets = FseTable.Build(
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1],
        accuracy: 5);

    private static readonly int[] LiteralBases =
        [16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];

    private static readonly byte[] LiteralBits = [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    private static readonly int[] MatchBases =
    [
        35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
    ];

    private static readonly byte[] MatchBits = [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    /// <summary>Number of literals of a code.</summary>
    public static int LiteralLength(int code, ref BackwardBits stream) =>
        code < 16 ? code : LiteralBases[code - 16] + (int)stream.Read(LiteralBits[code - 16]);

    /// <summary>Length of a copy of a code.</summary>
    public static int MatchLength(int code, ref BackwardBits stream) =>
        code < 32 ? code + 3 : MatchBases[code - 32] + (int)stream.Read(MatchBits[code - 32]);
}
