using TfPipeline.Functions.Roles;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Orchestrators;

[Trait("tier", "unit")]
public sealed class FunctionRolesTests
{
    [Fact]
    public void Gives_every_function_a_role() => Assert.All(FunctionRoles.All, function => Assert.NotEmpty(function.Value));

    [Fact]
    public void Lists_the_functions_of_the_link_role() => Assert.Equal(
        [
            "BuildPanel", "CatchUpUploads", "CheckRelease", "CompareDelivery", "DepartmentRun", "IngestUpload", "IngestUploadEvent", "LinkDepartment", "LinkRun", "PlanDepartment",
            "PurgeHistory", "RecordFailedUpload", "RecordFailedUploadEvent", "RetentionSweep", "SnapshotCohort", "StartLinkRun",
        ],
        Of(AppRole.Link));

    [Fact]
    public void Lists_the_functions_of_the_release_role() => Assert.Equal(
        [
            "ApplyDecision", "CatchUpDecisions", "ClaimRelease", "DecideRelease", "EstimateEffects", "ProposeRelease", "PurgeHistory", "ReleaseRun", "RetentionSweep",
            "RetryReleaseRun", "RetryReleaseRunEvent", "StartDecision", "StartReleaseRun", "StartReleaseRunEvent",
        ],
        Of(AppRole.Release));

    [Theory]
    [InlineData("ApplyDecision", AppRole.Link)]
    [InlineData("IngestUpload", AppRole.Release)]
    [InlineData("LinkRun", AppRole.Release)]
    [InlineData("Unheard", AppRole.Link)]
    public void Refuses_a_function_in_the_other_role(string function, AppRole role)
    {
        var fault = Assert.Throws<WrongRoleException>(() => FunctionRoles.Require(function, role));
        Assert.Contains($"AzureWebJobs.{function}.Disabled", fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Of(AppRole role) =>
        FunctionRoles.All.Where(function => function.Value.Contains(role)).Select(function => function.Key).Order(StringComparer.Ordinal);
}
