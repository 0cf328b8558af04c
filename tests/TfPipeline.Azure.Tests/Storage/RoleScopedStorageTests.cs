using TfPipeline.Azure.Storage;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Tests.Storage;

[Trait("tier", "unit")]
public sealed class RoleScopedStorageTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tfp-roles-");

    public static TheoryData<AppRole, PipelineContainer, string> Rights => new()
    {
        { AppRole.Link, PipelineContainer.Uploads, "rd" },
        { AppRole.Link, PipelineContainer.Extracts, "rd" },
        { AppRole.Link, PipelineContainer.Receipts, "rw" },
        { AppRole.Link, PipelineContainer.Summaries, "" },
        { AppRole.Link, PipelineContainer.Cohort, "rwd" },
        { AppRole.Link, PipelineContainer.Links, "rwd" },
        { AppRole.Link, PipelineContainer.Panel, "rwd" },
        { AppRole.Link, PipelineContainer.Estimates, "" },
        { AppRole.Link, PipelineContainer.Proposals, "" },
        { AppRole.Link, PipelineContainer.Approvals, "" },
        { AppRole.Link, PipelineContainer.Requests, "r" },
        { AppRole.Link, PipelineContainer.Audit, "rw" },
        { AppRole.Link, PipelineContainer.Runs, "rwd" },
        { AppRole.Link, PipelineContainer.Analytics, "" },
        { AppRole.Release, PipelineContainer.Uploads, "" },
        { AppRole.Release, PipelineContainer.Extracts, "" },
        { AppRole.Release, PipelineContainer.Receipts, "" },
        { AppRole.Release, PipelineContainer.Summaries, "rw" },
        { AppRole.Release, PipelineContainer.Cohort, "" },
        { AppRole.Release, PipelineContainer.Links, "" },
        { AppRole.Release, PipelineContainer.Panel, "r" },
        { AppRole.Release, PipelineContainer.Estimates, "rwd" },
        { AppRole.Release, PipelineContainer.Proposals, "rwd" },
        { AppRole.Release, PipelineContainer.Approvals, "r" },
        { AppRole.Release, PipelineContainer.Requests, "r" },
        { AppRole.Release, PipelineContainer.Audit, "rw" },
        { AppRole.Release, PipelineContainer.Runs, "r" },
        { AppRole.Release, PipelineContainer.Analytics, "rw" },
    };

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Every_role_and_container_has_a_row()
        => Assert.Equal(Enum.GetValues<AppRole>().Length * Enum.GetValues<PipelineContainer>().Length, Rights.Count);

    [Theory]
    [MemberData(nameof(Rights))]
    public async Task A_role_may_do_what_its_row_says_and_nothing_else(AppRole role, PipelineContainer container, string rights)
    {
        var storage = new RoleScopedStorage(new FolderStorage(_root.FullName), role);
        if (rights.Length == 0)
        {
            Assert.Throws<RoleRefusedException>(() => storage[container]);
            return;
        }

        var area = storage[container];
        await ExpectAsync(rights.Contains('r', StringComparison.Ordinal), () => area.FindAsync("x"));
        await ExpectAsync(rights.Contains('r', StringComparison.Ordinal), () => area.OpenReadAsync("x"));
        await ExpectAsync(rights.Contains('r', StringComparison.Ordinal), async () =>
        {
            await foreach (var _ in area.ListAsync(""))
                Assert.Fail("nothing is there");
        });
        await ExpectAsync(rights.Contains('w', StringComparison.Ordinal), () => area.WriteAsync("x", (_, _) => Task.CompletedTask));
        await ExpectAsync(rights.Contains('d', StringComparison.Ordinal), () => area.DeleteAsync("x"));
    }

    [Fact]
    public void No_role_sees_both_raw_data_and_results()
        => Assert.All(Enum.GetValues<AppRole>(), role => Assert.False(
            RoleScopedStorage.RightsOf(role, PipelineContainer.Uploads) != BlobRights.None
            && RoleScopedStorage.RightsOf(role, PipelineContainer.Analytics) != BlobRights.None));

    private static Task ExpectAsync(bool allowed, Func<Task> act)
        => allowed ? act() : Assert.ThrowsAsync<RoleRefusedException>(act);
}
