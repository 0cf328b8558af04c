namespace Parquet.Internal.Compression.Zstd;

/// <summary>The sequences section of a block: literals and copies in turn (RFC 8878, 3.1.1.3.2 and 3.1.1.4).</summary>
internal sealed class Sequences
{
    private readonly int[] recent = [1, 4, 8];
    private FseTable? literalLengths;
    private FseTable? offsets;
    private FseTable? matchLengths;

    /// <summary>Writes the block's content behind what the frame has so far; returns the new end.</summary>
    public int Execute(ReadOnlySpan<byte> section, ReadOnlySpan<byte> literals, Span<byte> frame, int end)
    {
        var at = 0;
        var count = ReadCount(section, ref at);
        if (count == 0)
        {
            if (at != section.Length)
                throw Zstandard.Broken();
            return Copy(literals, frame, end);
        }

        ReadTables(section, ref at);
        var stream = new BackwardBits(section[at..]);
        var literalState = literalLengths!.FirstState(ref stream);
        var offsetState = offsets!.FirstState(ref stream);
        var matchState = matchLengths!.FirstState(ref stream);
        for (var i = 0; i < count; i++)
        {
            var offsetCode = offsets.Symbol(offsetState);
            if (offsetCode > SequenceCodes.MaxOffsetCode)
                throw Zstandard.Broken();
            var offsetValue = (1L << offsetCode) + (long)stream.Read(offsetCode);
            var match = SequenceCodes.MatchLength(matchLengths.Symbol(matchState), ref stream);
            var literal = SequenceCodes.LiteralLength(literalLengths.Symbol(literalState), ref stream);
            if (i + 1 < count)
            {
                literalState = literalLengths.NextState(literalState, ref stream);
                matchState = matchLengths.NextState(matchState, ref stream);
                offsetState = offsets.NextState(offsetState, ref stream);
            }

            if (stream.Position < 0 || literal > literals.Length)
                throw Zstandard.Broken();
            end = Copy(literals[..literal], frame, end);
            literals = literals[literal..];
            end = CopyBack(frame, end, Resolve(offsetValue, literal), match);
        }

        return stream.Position == 0 ? Copy(literals, frame, end) : throw Zstandard.Broken();
    }

    private static int Copy(ReadOnlySpan<byte> literals, Span<byte> frame, int end)
    {
        if (literals.Length > frame.Length - end)
            throw Zstandard.Broken();
        literals.CopyTo(frame[end..]);
        return end + literals.Length;
    }

    private static int CopyBack(Span<byte> frame, int end, int offset, int length)
    {
        if (offset <= 0 || offset > end || length > frame.Length - end)
            throw Zstandard.Broken();
        var target = frame.Slice(end, length);
        if (offset >= length)
        {
            frame.Slice(end - offset, length).CopyTo(target);
        }
        else if (offset == 1)
        {
            target.Fill(frame[end - 1]);
        }
        else
        {
            for (var i = 0; i < length; i++)
                target[i] = frame[end - offset + i];
        }

        return end + length;
    }

    private static int ReadCount(ReadOnlySpan<byte> section, ref int at)
    {
        var first = Next(section, ref at);
        if (first < 128)
            return first;
        if (first < 255)
            return ((first - 128) << 8) + Next(section, ref at);
        var low = Next(section, ref at);
        return low + (Next(section, ref at) << 8) + 0x7F00;
    }

    private static int Next(ReadOnlySpan<byte> section, ref int at) =>
        at < section.Length ? section[at++] : throw Zstandard.Broken();

    private void ReadTables(ReadOnlySpan<byte> section, ref int at)
    {
        var modes = Next(section, ref at);
        if ((modes & 3) != 0)
            throw Zstandard.Broken();
        literalLengths = ReadTable(
            section, ref at, modes >> 6, literalLengths, SequenceCodes.LiteralLengths, 9, SequenceCodes.MaxLiteralLengthCode);
        offsets = ReadTable(section, ref at, (modes >> 4) & 3, offsets, SequenceCodes.Offsets, 8, SequenceCodes.MaxOffsetCode);
        matchLengths = ReadTable(
            section, ref at, (modes >> 2) & 3, matchLengths, SequenceCodes.MatchLengths, 9, SequenceCodes.MaxMatchLengthCode);
    }

    private static FseTable ReadTable(
        ReadOnlySpan<byte> section, ref int at, int mode, FseTable? last, FseTable predefined, int maxAccuracy, int maxSymbol)
    {
        switch (mode)
        {
            case 0:
                return predefined;
            case 1:
                var symbol = Next(section, ref at);
                return symbol <= maxSymbol ? FseTable.Single((byte)symbol) : throw Zstandard.Broken();
            case 2:
                var table = FseTable.Read(section[at..], maxAccuracy, maxSymbol, out var length);
                at += length;
                return table;
            default:
                return last ?? throw Zstandard.Broken();
        }
    }

    /// <summary>The offset of a value: three values mean the offsets used last (RFC 8878, 3.1.1.5).</summary>
    private int Resolve(long value, int literal)
    {
        if (value > 3)
        {
            if (value - 3 > int.MaxValue)
                throw Zstandard.Broken();
            Push((int)(value - 3), 2);
            return recent[0];
        }

        var which = (int)value - (literal == 0 ? 0 : 1);
        if (which == 0)
            return recent[0];
        Push(which == 3 ? recent[0] - 1 : recent[which], Math.Min(which, 2));
        return recent[0];
    }

    private void Push(int offset, int forgotten)
    {
        if (forgotten == 2)
            recent[2] = recent[1];
        recent[1] = recent[0];
        recent[0] = offset;
    }
}
