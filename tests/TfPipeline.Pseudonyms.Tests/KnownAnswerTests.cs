using System.Security.Cryptography;
using System.Text;
using TfPipeline.TestData;

namespace TfPipeline.Pseudonyms.Tests;

[Trait("tier", "unit")]
public class KnownAnswerTests
{
    private const string Message =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    private const string Rfc4493Key = "2b7e151628aed2a6abf7158809cf4f3c";
    private const string Sp80038BKey = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";

    [Theory]
    [InlineData(Rfc4493Key, 0, "bb1d6929e95937287fa37d129b756746")]
    [InlineData(Rfc4493Key, 16, "070a16b46b4d4144f79bdd9dd04a287c")]
    [InlineData(Rfc4493Key, 40, "dfa66747de9ae63030ca32611497c827")]
    [InlineData(Rfc4493Key, 64, "51f0bebf7e3b9d92fc49741779363cfe")]
    [InlineData(Sp80038BKey, 0, "028962f61b7bf89efc6b551f4667d983")]
    [InlineData(Sp80038BKey, 16, "28a7023f452e8f82bd4bf28d8c37c35c")]
    [InlineData(Sp80038BKey, 40, "aaf3d8f1de5640c232f5b169b9c911e6")]
    [InlineData(Sp80038BKey, 64, "e1992190549f6ed5696a2c056c315410")]
    public void Cmac_gives_the_codes_of_RFC_4493_and_SP_800_38B(string key, int length, string expected)
    {
        using var mac = new Cmac(Convert.FromHexString(key));
        var code = new byte[16];
        mac.Compute(Convert.FromHexString(Message).AsSpan(0, length), [length], code);
        Assert.Equal(expected, Convert.ToHexStringLower(code));
    }

    [Fact]
    public void Cmac_in_bulk_gives_what_it_gives_one_by_one()
    {
        var random = new Random(1);
        var lengths = Enumerable.Range(0, 500).Select(_ => random.Next(0, 70)).ToArray();
        var messages = new byte[lengths.Sum()];
        random.NextBytes(messages);
        var ends = new int[lengths.Length];
        for (int i = 0, at = 0; i < ends.Length; i++)
            ends[i] = at += lengths[i];
        using var mac = new Cmac(Convert.FromHexString(Sp80038BKey));
        var bulk = new byte[16 * ends.Length];
        mac.Compute(messages, ends, bulk);
        var single = new byte[16];
        for (var i = 0; i < ends.Length; i++)
        {
            mac.Compute(messages.AsSpan(ends[i] - lengths[i], lengths[i]), [lengths[i]], single);
            Assert.Equal(single, bulk[(16 * i)..(16 * (i + 1))]);
        }
    }

    [Fact]
    public void Hkdf_gives_the_key_of_RFC_5869_case_1()
        => Assert.Equal(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
            Convert.ToHexStringLower(HKDF.DeriveKey(
                HashAlgorithmName.SHA256, Convert.FromHexString("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), 42,
                Convert.FromHexString("000102030405060708090a0b0c"), Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9"))));

    [Fact]
    public void References_in_bulk_are_those_one_by_one()
    {
        using var ring = TestKeys.Ring();
        var maker = new ReferenceMaker(ring);
        string[] ids = [.. Enumerable.Range(0, 100).Select(i => new string('é', i % 40) + i)];
        var (people, optOuts, families) = (new Reference[ids.Length], new Reference[ids.Length], new Reference[ids.Length]);
        maker.People("E08000019", ids, people);
        maker.OptOuts("E08000019", ids, optOuts);
        maker.Families("E08000019", ids, families);
        Assert.Equal(ids.Select(i => maker.Person("E08000019", i)), people);
        Assert.Equal(ids.Select(i => maker.OptOut("E08000019", i)), optOuts);
        Assert.Equal(ids.Select(i => maker.Family("E08000019", i)), families);
    }

    [Fact]
    public void A_derived_key_is_extract_and_expand_of_RFC_5869_done_by_hand()
    {
        using var ring = TestKeys.Ring();
        var secret = new byte[32];
        Array.Fill(secret, (byte)7);
        var extracted = HMACSHA256.HashData(new byte[32], secret);
        var expected = HMACSHA256.HashData(extracted, (byte[])[.. "tfp/v1/linkage-token"u8, 1]);
        Assert.Equal(expected, ring.Derive("linkage-token"));
    }

    [Fact]
    public void A_reference_is_the_keyed_code_of_its_length_prefixed_parts()
    {
        using var ring = TestKeys.Ring();
        byte[] message = [0, 0, 0, 9, .. Encoding.UTF8.GetBytes("E08000019"), 0, 0, 0, 2, .. Encoding.UTF8.GetBytes("P1")];
        using var mac = new Cmac(ring.Derive("cmac-reference/person"));
        var code = new byte[Cmac.BlockSize];
        mac.Compute(message, [message.Length], code);
        Assert.Equal(Convert.ToHexStringLower(code), new ReferenceMaker(ring).Person("E08000019", "P1").ToString());
    }
}
