namespace TfPipeline.Core.Tests.Children;

/// <summary>What the test assembly does when a test starts it as a process of its own, to see how that process ends.</summary>
internal static class ChildProgram
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [BrokenFiles.Command, var first, var count]:
                BrokenFiles.Read(Number(first), Number(count));
                return 0;
            case [DyingRead.Command, var folder]:
                await DyingRead.RunAsync(folder);
                return 0;
            default:
                await Console.Error.WriteLineAsync("This program is started by tests; run them with: dotnet test");
                return 2;
        }
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
