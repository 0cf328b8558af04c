using System.Text;

namespace TfPipeline.Intake;

/// <summary>Strict UTF-16 over chunks that may cut a character.</summary>
internal sealed class Utf16Scan
{
    private readonly Decoder _decoder;
    private readonly char[] _scratch = new char[1 << 12];
    private bool _valid = true;

    private Utf16Scan(bool bigEndian)
        => _decoder = new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetDecoder();

    public static Utf16Scan? For(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16Le => new(bigEndian: false),
        TextEncoding.Utf16Be => new(bigEndian: true),
        _ => null,
    };

    public void Add(ReadOnlySpan<byte> chunk) => Decode(chunk, flush: false);

    public bool Complete()
    {
        Decode([], flush: true);
        return _valid;
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        try
        {
            var done = !_valid;
            while (!done)
            {
                _decoder.Convert(bytes, _scratch, flush, out var used, out _, out var completed);
                bytes = bytes[used..];
                done = completed && bytes.IsEmpty;
            }
        }
        catch (DecoderFallbackException)
        {
            _valid = false;
        }
    }
}
