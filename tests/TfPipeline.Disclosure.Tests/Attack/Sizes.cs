namespace TfPipeline.Disclosure.Tests.Attack;

/// <summary>How much the attacker plays: a little in the suite, more by <c>TFP_ATTACK=1</c>, most by <c>TFP_FULL=1</c>.</summary>
internal static class Sizes
{
    public static int Worlds { get; } = Of(12, 200, 2_000);

    public static int Sequences { get; } = Of(4, 50, 500);

    private static int Of(int quick, int more, int full)
        => Environment.GetEnvironmentVariable("TFP_FULL") == "1" ? full : Environment.GetEnvironmentVariable("TFP_ATTACK") == "1" ? more : quick;
}
