using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;
using TfPipeline.Functions.Settings;

namespace TfPipeline.Functions.Roles;

/// <summary>
/// Refuses a function that does not belong to the app's role. Settings disable it and role assignments keep it from the data; this check
/// is the third layer of defence.
/// </summary>
public sealed class RoleMiddleware(IOptions<RoleSettings> settings) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        FunctionRoles.Require(context.FunctionDefinition.Name, settings.Value.Role);
        return next(context);
    }
}
