using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Pseudonyms;

/// <summary>Derives one key per purpose from the root key, so that a leaked key exposes one purpose only.</summary>
public sealed class KeyRing : IDisposable
{
    private readonly RootKey _root;

    /// <summary>Takes copies of the keys; the caller keeps and disposes its own.</summary>
    /// <param name="root">The root key.</param>
    /// <param name="optOuts">The secret that opt-outs are filed under and contents of uploads are recognised by, which stays when the root key rotates; null where the root key serves for both.</param>
    public KeyRing(RootKey root, RootKey? optOuts = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = new RootKey(root.Bytes, root.Version);
        OptOuts = optOuts is null ? this : new KeyRing(optOuts);
    }

    /// <summary>The version of the root key.</summary>
    public string Version => _root.Version;

    /// <summary>The ring that opt-outs are filed and encrypted under, and contents of uploads recognised by; this ring where there is no secret of their own.</summary>
    public KeyRing OptOuts { get; }

    /// <summary>HKDF-SHA256 (RFC 5869) without salt, with the info <c>tfp/v1/</c> and the purpose.</summary>
    /// <param name="purpose">What the key is for; two purposes give unrelated keys.</param>
    /// <param name="bytes">Length of the key in bytes.</param>
    public byte[] Derive(string purpose, int bytes = 32)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        var key = new byte[bytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _root.Bytes, key, salt: [], info: Encoding.UTF8.GetBytes("tfp/v1/" + purpose));
        return key;
    }

    /// <summary>Wipes the ring's copies of the keys.</summary>
    public void Dispose()
    {
        _root.Dispose();
        if (OptOuts != this)
            OptOuts.Dispose();
    }
}
