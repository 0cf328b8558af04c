using System.Text;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// A number for each record id that orders and samples records independently of how a delivery is cut. The key is public and fixed: the numbers
/// protect nothing, and links must not change with the root key.
/// </summary>
internal sealed class RecordKeys : IDisposable
{
    private readonly Cmac _mac = new(new byte[32]);

    public ulong[] Of(IReadOnlyList<string> ids)
    {
        var ends = new int[ids.Count];
        var total = 0;
        for (var i = 0; i < ends.Length; i++)
            ends[i] = total += Encoding.UTF8.GetByteCount(ids[i]);
        var text = new byte[total];
        for (var i = 0; i < ends.Length; i++)
            Encoding.UTF8.GetBytes(ids[i], text.AsSpan(i == 0 ? 0 : ends[i - 1]));
        var keys = new ulong[ids.Count];
        _mac.ComputeTokens(text, ends, keys);
        return keys;
    }

    public void Dispose() => _mac.Dispose();
}
