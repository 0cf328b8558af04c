using TfPipeline.Cli.Terminal;

namespace TfPipeline.Cli.Demo;

/// <summary>The folder of a demonstration. Only a folder that an earlier one made is ever replaced.</summary>
internal static class DemoFolder
{
    private const string Mark = "SYNTHETIC-DEMO.txt";

    private const string About =
        """
        SYNTHETIC: made by 'tfp demo'; no real person is in it. The next demonstration with this folder replaces it.
        The key was derived from the seed, so anyone can make it again: never use it for other data.
        """;

    public static void Prepare(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(Path.Combine(folder, Mark)))
                throw new UsageException("--out is a folder that no demonstration made; name an empty or new one.");
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Mark), About.ReplaceLineEndings("\n"));
    }
}
