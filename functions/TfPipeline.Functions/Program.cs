using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using TfPipeline.Functions.Failures;
using TfPipeline.Functions.Hosting;
using TfPipeline.Functions.Roles;

var builder = FunctionsApplication.CreateBuilder(args);
builder.UseMiddleware<SafeFailureMiddleware>();
builder.UseMiddleware<RoleMiddleware>();
builder.Services.AddPipeline(builder.Configuration);
await builder.Build().RunAsync();
