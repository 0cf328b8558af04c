using System.Globalization;
using TfPipeline.Core.OutsideParquet;
using TfPipeline.Core.Tests.OutsideParquet;

namespace TfPipeline.Core.Tests.Children;

/// <summary>Reads broken Parquet files one after the other, each named on the output before it is opened.</summary>
internal static class BrokenFiles
{
    public const string Command = "read-broken-files";

    private const int RowLimit = 100_000;
    private static readonly byte[][] Originals = [.. KeptFilesTests.Paths().Select(File.ReadAllBytes)];

    /// <summary>Prints a line of seed and outcome (values or refused) for each file, then the most memory that was resident.</summary>
    public static void Read(int first, int count)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"{seed} "));
            Console.Out.Flush();
            Console.WriteLine(IsRefused(Mutations.ApplyAnywhere(Originals[seed % Originals.Length], new Random(seed))) ? "refused" : "values");
        }

        Console.WriteLine(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)));
    }

    private static bool IsRefused(byte[] bytes)
    {
        try
        {
            using var content = new MemoryStream(bytes);
            using var file = OutsideParquetFile.Open(content);
            var refused = false;
            for (var g = 0; g < file.RowGroups; g++)
                refused |= IsRefused(file, g);
            return refused;
        }
        catch (OutsideParquetException)
        {
            return true;
        }
    }

    private static bool IsRefused(OutsideParquetFile file, int index)
    {
        using var group = file.Group(index);
        // The check of a delivery stops here too, at a larger number.
        if (group.Rows > RowLimit)
            return true;
        var refused = false;
        foreach (var column in file.Columns.Where(c => c.Kind != OutsideColumnKind.Unknown))
        {
            try
            {
                ColumnText.Read(group, column);
                group.Check(column);
            }
            catch (OutsideParquetException)
            {
                refused = true;
            }
        }

        return refused;
    }
}
