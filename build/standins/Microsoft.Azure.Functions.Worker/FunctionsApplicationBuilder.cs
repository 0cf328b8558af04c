using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a worker and its host.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    internal FunctionsApplicationBuilder() => throw TfPipeline.Standins.NotSupported.Here();

    public IDictionary<object, object> Properties => throw TfPipeline.Standins.NotSupported.Here();

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => throw TfPipeline.Standins.NotSupported.Here();

    public IHostEnvironment Environment => throw TfPipeline.Standins.NotSupported.Here();

    public ILoggingBuilder Logging => throw TfPipeline.Standins.NotSupported.Here();

    public IMetricsBuilder Metrics => throw TfPipeline.Standins.NotSupported.Here();

    public IServiceCollection Services => throw TfPipeline.Standins.NotSupported.Here();

    public IHost Build() => throw TfPipeline.Standins.NotSupported.Here();

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => throw TfPipeline.Standins.NotSupported.Here();

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        => throw TfPipeline.Standins.NotSupported.Here();
}
