using FsCheck;
using FsCheck.Fluent;
using Parquet.Internal;
using Parquet.Internal.Compression;
using Parquet.Internal.Encodings;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>What an encoder writes, its decoder reads, for inputs of any shape.</summary>
[Trait("tier", "property")]
public sealed class EncodingPropertyTests
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(3000);

    [Fact]
    public void Hybrid_runs_come_back()
    {
        // Half of the numbers repeat the one before, so that runs and packed groups alternate.
        var inputs = Gen.Choose(1, 32).SelectMany(width => Numbers(width).Select(numbers => (width, numbers)));
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            using var buffer = new ByteBuffer();
            HybridWriter.Write(input.numbers, input.width, buffer);
            var read = new uint[input.numbers.Length];
            HybridReader.Read(buffer.Written, input.width, read);
            return read.AsSpan().SequenceEqual(input.numbers);
        }).Check(Quick);
    }

    [Fact]
    public void Levels_come_back_with_their_count()
    {
        Prop.ForAll(Numbers(1).Select(n => Array.ConvertAll(n, v => (byte)v)).ToArbitrary(), levels =>
        {
            using var buffer = new ByteBuffer();
            HybridWriter.WriteLevels(levels, buffer);
            var read = new byte[levels.Length];
            var present = HybridReader.ReadLevels(buffer.Written, read);
            return present == levels.Count(l => l == 1) && (present == levels.Length || read.AsSpan().SequenceEqual(levels));
        }).Check(Quick);
    }

    [Fact]
    public void Unpacking_agrees_with_bits_taken_one_by_one()
    {
        var inputs = Gen.Choose(0, 32).SelectMany(width => Gen.Choose(0, 400).SelectMany(count =>
            Gen.Choose(0, 255).ArrayOf(BitUnpacker.PackedLength(count, width) + (count % 20))
                .Select(bytes => (width, count, bytes: Array.ConvertAll(bytes, b => (byte)b)))));
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            var read = new uint[input.count];
            BitUnpacker.Unpack(input.bytes, input.width, read);
            return Enumerable.Range(0, input.count).All(i => read[i] == BitByBit(input.bytes, i * input.width, input.width));
        }).Check(Quick);
    }

    [Fact]
    public void Deltas_come_back_even_when_they_overflow()
    {
        var edges = Gen.Elements(long.MinValue, long.MaxValue, 0, -1, 1, int.MaxValue, int.MinValue);
        var numbers = Gen.OneOf(edges, Gen.Choose(-1000, 1000).Select(v => (long)v)).ArrayOf();
        Prop.ForAll(numbers.ToArbitrary(), values =>
        {
            using var buffer = new ByteBuffer();
            DeltaWriter.Write(values, is32Bit: false, buffer);
            var read = new long[values.Length];
            return DeltaReader.Read(buffer.Written, read) == buffer.Length && read.AsSpan().SequenceEqual(values);
        }).Check(Quick);
    }

    [Fact]
    public void Snappy_comes_back()
    {
        // Pieces that repeat at near and far distances, and pieces that do not.
        var piece = Gen.Choose(0, 5).SelectMany(kind => Gen.Choose(0, 3000).Select(length => Piece(kind, length)));
        Prop.ForAll(piece.ArrayOf().Select(p => p.SelectMany(b => b).ToArray()).ToArbitrary(), bytes =>
        {
            using var buffer = new ByteBuffer();
            SnappyCompressor.Compress(bytes, buffer);
            var read = new byte[bytes.Length];
            Snappy.Decompress(buffer.Written, read);
            return read.AsSpan().SequenceEqual(bytes);
        }).Check(Quick.WithEndSize(60));
    }

    private static Gen<uint[]> Numbers(int width) => Gen.Choose(0, int.MaxValue).ArrayOf().Select(raw =>
    {
        var numbers = new uint[raw.Length];
        for (var i = 0; i < raw.Length; i++)
            numbers[i] = i > 0 && raw[i] % 8 != 0 ? numbers[i - 1] : (uint)((raw[i] * 2654435761L) >> 7) & (uint)((1UL << width) - 1);
        return numbers;
    });

    private static byte[] Piece(int kind, int length) =>
        [.. Enumerable.Range(0, length).Select(i => kind switch
        {
            0 => (byte)0,
            1 => (byte)i,
            2 => (byte)(i % 3),
            3 => (byte)((uint)(i * 2654435761L) >> 13),
            4 => (byte)(i / 100),
            _ => (byte)(i * i % 251),
        })];

    private static uint BitByBit(byte[] bytes, int start, int width)
    {
        uint value = 0;
        for (var b = 0; b < width; b++)
            value |= ((uint)bytes[(start + b) >> 3] >> ((start + b) & 7) & 1) << b;
        return value;
    }
}
