using FsCheck;
using FsCheck.Fluent;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace TfPipeline.Pseudonyms.Tests;

/// <summary>Our CMAC, which works on many messages at once, beside Bouncy Castle's, which works on one.</summary>
[Trait("tier", "property")]
public sealed class CmacOracleTests
{
    private const int LongestMessage = 200;

    private static readonly Arbitrary<(byte[] Key, byte[][] Messages)> Cases =
        (from size in Gen.Elements(16, 24, 32)
         from key in Bytes(size)
         from count in Gen.Choose(1, 12)
         from messages in Gen.Choose(0, LongestMessage).SelectMany(Bytes).ArrayOf(count)
         select (key, messages)).ToArbitrary();

    [Fact]
    public void Codes_in_bulk_are_those_of_Bouncy_Castle() => Prop.ForAll(Cases, c =>
    {
        using var mac = new Cmac(c.Key);
        var codes = new byte[c.Messages.Length * Cmac.BlockSize];
        mac.Compute([.. c.Messages.SelectMany(m => m)], Ends(c.Messages), codes);
        return codes.SequenceEqual(c.Messages.SelectMany(m => Oracle(c.Key, m)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tokens_are_the_first_eight_bytes_of_its_codes() => Prop.ForAll(Cases, c =>
    {
        using var mac = new Cmac(c.Key);
        var tokens = new ulong[c.Messages.Length];
        mac.ComputeTokens([.. c.Messages.SelectMany(m => m)], Ends(c.Messages), tokens);
        return tokens.SequenceEqual(c.Messages.Select(m => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(Oracle(c.Key, m))));
    }).QuickCheckThrowOnFailure();

    private static Gen<byte[]> Bytes(int length) => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(length);

    private static int[] Ends(byte[][] messages)
    {
        var at = 0;
        return Array.ConvertAll(messages, m => at += m.Length);
    }

    private static byte[] Oracle(byte[] key, byte[] message)
    {
        var mac = new CMac(new AesEngine());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(message, 0, message.Length);
        var code = new byte[mac.GetMacSize()];
        mac.DoFinal(code, 0);
        return code;
    }
}
