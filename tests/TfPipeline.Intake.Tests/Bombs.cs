using System.IO.Compression;

namespace TfPipeline.Intake.Tests;

/// <summary>Small archives that are enormous when they are unpacked. Made without ever holding what they unpack to.</summary>
internal static class Bombs
{
    private const int Megabyte = 1 << 20;
    private const int Copies = 16;
    private static readonly byte[] Zeros = new byte[Megabyte];

    /// <summary>One entry of so many megabytes.</summary>
    public static byte[] Zip(int megabytes) => Archive(zip => Fill(zip.CreateEntry("families.csv", CompressionLevel.Fastest), megabytes));

    /// <summary>An archive of archives of archives: 16 to the power of <paramref name="depth"/> times the inmost.</summary>
    public static byte[] Nested(int megabytes, int depth)
    {
        var inner = Zip(megabytes);
        for (var level = 0; level < depth; level++)
        {
            var content = inner;
            inner = Archive(zip =>
            {
                for (var i = 0; i < Copies; i++)
                {
                    using var entry = zip.CreateEntry($"{i}.zip", CompressionLevel.Fastest).Open();
                    entry.Write(content);
                }
            });
        }

        return inner;
    }

    /// <summary>Gzip members one behind the other are one file of gzip.</summary>
    public static byte[] GZip(int megabytes, int members)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < megabytes; i++)
                gzip.Write(Zeros);
        }

        using var file = new MemoryStream();
        for (var i = 0; i < members; i++)
            member.WriteTo(file);
        return file.ToArray();
    }

    private static byte[] Archive(Action<ZipArchive> fill)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            fill(zip);
        return archive.ToArray();
    }

    private static void Fill(ZipArchiveEntry entry, int megabytes)
    {
        using var content = entry.Open();
        for (var i = 0; i < megabytes; i++)
            content.Write(Zeros);
    }
}
