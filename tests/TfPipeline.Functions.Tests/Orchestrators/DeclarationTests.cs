using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TfPipeline.Functions.Roles;
using TfPipeline.Runs.Catalogue;

namespace TfPipeline.Functions.Tests.Orchestrators;

/// <summary>The Function App declares what the catalogue lists: nothing missing, nothing different.</summary>
[Trait("tier", "unit")]
public sealed class DeclarationTests
{
    private static readonly List<MethodInfo> Declared = [.. typeof(FunctionRoles).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .Where(method => Trigger(method) is not null)];

    [Fact]
    public void Declares_every_function_of_the_catalogue_and_no_other() => Assert.Equal(
        RunCatalogue.All.Select(one => one.Name).Order(StringComparer.Ordinal),
        Declared.Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Declares_each_with_the_catalogues_kind_role_and_types() => Assert.All(RunCatalogue.All, function =>
    {
        var method = Declared.Single(one => Name(one) == function.Name);
        var isOrchestrator = function.Kind == RunFunctionKind.Orchestrator;
        Assert.Equal(isOrchestrator ? typeof(OrchestrationTriggerAttribute) : typeof(ActivityTriggerAttribute), Trigger(method));
        Assert.Equal(typeof(Task<>).MakeGenericType(function.Output), method.ReturnType);
        Assert.Equal(isOrchestrator ? typeof(TaskOrchestrationContext) : function.Input, method.GetParameters()[0].ParameterType);
        Assert.Equal([function.Role], FunctionRoles.All[function.Name]);
    });

    [Fact]
    public void Lists_every_orchestrator_and_activity_that_there_is() => Assert.Equal(
        typeof(RunCatalogue).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && (type.IsAssignableTo(typeof(ITaskOrchestrator)) || type.IsAssignableTo(typeof(ITaskActivity))))
            .Where(type => type.IsPublic)
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal),
        RunCatalogue.All.Select(one => one.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Keeps_the_names_that_running_histories_hold() => Assert.Equal(
        "ApplyDecision BuildPanel CheckRelease ClaimRelease CompareDelivery DecideRelease DepartmentRun EstimateEffects LinkDepartment LinkRun PlanDepartment ProposeRelease ReleaseRun SnapshotCohort",
        string.Join(' ', RunCatalogue.All.Select(one => one.Name).Order(StringComparer.Ordinal)));

    private static string Name(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static Type? Trigger(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.GetCustomAttributes())
        .Select(attribute => attribute.GetType())
        .FirstOrDefault(type => type == typeof(OrchestrationTriggerAttribute) || type == typeof(ActivityTriggerAttribute));
}
