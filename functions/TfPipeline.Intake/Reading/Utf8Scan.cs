using System.Text.Unicode;

namespace TfPipeline.Intake;

/// <summary>Strict UTF-8 over chunks that may cut a character.</summary>
internal sealed class Utf8Scan
{
    private readonly byte[] _held = new byte[4];
    private int _heldCount;
    private bool _valid = true;

    public void Add(ReadOnlySpan<byte> chunk)
    {
        if (!_valid)
            return;
        while (_heldCount > 0 && chunk.Length > 0)
        {
            _held[_heldCount++] = chunk[0];
            chunk = chunk[1..];
            if (Utf8.IsValid(_held.AsSpan(0, _heldCount)))
                _heldCount = 0;
            else if (_heldCount >= Expected(_held[0]))
                _valid = false;
            if (!_valid)
                return;
        }

        var cut = chunk.Length - Unfinished(chunk);
        _valid = Utf8.IsValid(chunk[..cut]);
        chunk[cut..].CopyTo(_held.AsSpan(_heldCount));
        _heldCount += chunk.Length - cut;
    }

    public bool Complete() => _valid && _heldCount == 0;

    private static int Unfinished(ReadOnlySpan<byte> chunk)
    {
        for (var back = 1; back <= 3 && back <= chunk.Length; back++)
        {
            var b = chunk[^back];
            if (b < 0x80)
                return 0;
            if (b >= 0xC0)
                return Expected(b) > back ? back : 0;
        }

        return 0;
    }

    private static int Expected(byte lead) => lead switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
}
