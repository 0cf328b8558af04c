using System.Buffers.Binary;
using System.Security.Cryptography;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Cli.Demo;

/// <summary>One demonstration: synthetic data through every stage.</summary>
/// <param name="Folder">Where everything of it lies.</param>
/// <param name="Families">Families to make.</param>
/// <param name="Seed">Seed of the data and of the key.</param>
/// <param name="Storage">Another place than a folder for the pipeline's containers, or null.</param>
internal sealed record DemoOptions(string Folder, int Families, ulong Seed, string? Storage)
{
    public const string ReleaseName = "demo";

    /// <summary>Who asks for the run and approves it.</summary>
    public const string Person = "demonstration";

    public string Store => Path.Combine(Folder, "store");

    public string Truth => Path.Combine(Folder, "truth");

    public string State => Path.Combine(Folder, "host");

    /// <summary>Anyone can make this key, so it protects nothing: it is for synthetic data only.</summary>
    public IRootKeySource Keys => new SeedKeySource(Seed);

    private sealed class SeedKeySource(ulong seed) : IRootKeySource
    {
        public Task<RootKey> GetAsync(CancellationToken cancellationToken = default)
        {
            var ikm = new byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64BigEndian(ikm, seed);
            var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, RootKey.Size, info: "tfp/demo: synthetic data only"u8.ToArray());
            return Task.FromResult(new RootKey(secret, "demo-" + seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
