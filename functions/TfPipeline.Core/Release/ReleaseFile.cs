using System.Text;

namespace TfPipeline.Core.Release;

/// <summary>One file of a release: a name below the release's folder and how to write it. Writing twice gives the same bytes.</summary>
internal sealed record ReleaseFile(string Name, Func<Stream, CancellationToken, Task> Write)
{
    /// <summary>A text file: UTF-8 without mark, one line feed per line.</summary>
    public static ReleaseFile Text(string name, string text)
        => new(name, async (stream, cancellation) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")), cancellation));

    /// <summary>A page, made when it is written.</summary>
    public static ReleaseFile Page(string name, Func<Task<byte[]>> render)
        => new(name, async (stream, cancellation) => await stream.WriteAsync(await render(), cancellation));
}
