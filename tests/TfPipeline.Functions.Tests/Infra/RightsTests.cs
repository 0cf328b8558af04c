using TfPipeline.Azure.Storage;
using TfPipeline.Storage;
using TfPipeline.TestInfra;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>
/// What the code believes a role may do is what its identity may do: a right that only the code has is refused in Azure and silent on an
/// emulator, a right that only the identity has is a lock that is not there.
/// </summary>
[Trait("tier", "unit")]
public sealed class RightsTests
{
    public static TheoryData<AppRole, PipelineContainer> All
    {
        get
        {
            var data = new TheoryData<AppRole, PipelineContainer>();
            foreach (var role in Enum.GetValues<AppRole>())
            {
                foreach (var container in Enum.GetValues<PipelineContainer>())
                    data.Add(role, container);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Are_the_same_in_code_and_in_the_evaluated_template(AppRole role, PipelineContainer container) => Assert.Equal(
        RightsIn(await GrantsAsync(), role, container),
        RoleScopedStorage.RightsOf(role, container));

    [Fact]
    public async Task A_template_that_lets_release_delete_is_noticed()
    {
        var grants = (await GrantsAsync()).Select(grant =>
            grant is { Principal: "release", Where: "analytics/analytics" } ? grant with { Actions = [.. grant.Actions, Conditions.Blobs + "/delete"] } : grant);
        Assert.NotEqual(RightsIn(grants, AppRole.Release, PipelineContainer.Analytics), RoleScopedStorage.RightsOf(AppRole.Release, PipelineContainer.Analytics));
    }

    [Fact]
    public async Task The_template_makes_every_container_of_the_code()
    {
        var made = (await InfraUnderTest.ExampleAsync()).OfType("Microsoft.Storage/storageAccounts/blobServices/containers").Select(one => Grant.PlaceOf(Evaluated.Id(one)));
        Assert.Empty(Enum.GetValues<PipelineContainer>().Select(Place).Except(made));
    }

    private static async Task<IReadOnlyList<Grant>> GrantsAsync() => Grant.AllOf(await InfraUnderTest.ExampleAsync(), await InfraUnderTest.ParametersAsync());

    private static BlobRights RightsIn(IEnumerable<Grant> grants, AppRole role, PipelineContainer container)
    {
        var actions = grants.Where(grant => string.Equals(grant.Principal, role.ToString(), StringComparison.OrdinalIgnoreCase) && grant.Where == Place(container)).SelectMany(grant => grant.Actions).ToHashSet(StringComparer.Ordinal);
        return (actions.Contains(Conditions.Blobs + "/read") ? BlobRights.Read : BlobRights.None)
            | (actions.Contains(Conditions.Blobs + "/write") && actions.Contains(Conditions.Blobs + "/add/action") ? BlobRights.Write : BlobRights.None)
            | (actions.Contains(Conditions.Blobs + "/delete") ? BlobRights.Delete : BlobRights.None);
    }

    private static string Place(PipelineContainer container) => $"{container.Account().FolderName()}/{container.BlobContainerName()}";
}
