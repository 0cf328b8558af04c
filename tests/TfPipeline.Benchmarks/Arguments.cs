using System.Globalization;

namespace TfPipeline.Benchmarks;

/// <summary>Numbers after a benchmark's name.</summary>
internal static class Arguments
{
    public static int Whole(string[] args, int place, int otherwise) =>
        args.Length > place ? int.Parse(args[place], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;
}
