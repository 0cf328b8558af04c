namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a worker starts.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => throw TfPipeline.Standins.NotSupported.Here();
}
