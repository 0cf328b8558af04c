using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>What a role may do with the blobs of a container.</summary>
[Flags]
public enum BlobRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>List, look up and read.</summary>
    Read = 1,

    /// <summary>Create and replace.</summary>
    Write = 2,

    /// <summary>Delete.</summary>
    Delete = 4,
}

/// <summary>A role tried what it has no right to. A fault of the program or of its settings, never of the data.</summary>
public sealed class RoleRefusedException : InvalidOperationException
{
    /// <summary>States role, right and container.</summary>
    public RoleRefusedException(AppRole role, BlobRights right, PipelineContainer container)
        : base($"The role {role} has no right to {right} in {container}. Check which role this instance was deployed as.")
    {
    }
}

/// <summary>
/// Storage as one role may use it: a second lock behind the role assignments in Azure, and the only one on a single machine.
/// A deployment that gives an identity too much still cannot bring the key and the results together.
/// </summary>
public sealed class RoleScopedStorage : IPipelineStorage
{
    private readonly IPipelineStorage _inner;
    private readonly AppRole _role;

    /// <summary>Narrows <paramref name="inner"/> to what <paramref name="role"/> may do.</summary>
    public RoleScopedStorage(IPipelineStorage inner, AppRole role)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _role = role;
    }

    /// <inheritdoc />
    /// <exception cref="RoleRefusedException">The role has no right at all in this container.</exception>
    public IBlobArea this[PipelineContainer container]
    {
        get
        {
            var rights = RightsOf(_role, container);
            return rights == BlobRights.None
                ? throw new RoleRefusedException(_role, BlobRights.Read, container)
                : new RoleScopedArea(_inner[container], _role, container, rights);
        }
    }

    /// <summary>
    /// The table of rights, the same as that of the role assignments in infra/modules/access.bicep; a test compares the two. Uploads and
    /// extracts are deleted by retention and never written; receipts, releases, summaries and audit lines are never deleted, decisions
    /// and requests of people are only read.
    /// </summary>
    public static BlobRights RightsOf(AppRole role, PipelineContainer container) => (role, container) switch
    {
        (AppRole.Link, PipelineContainer.Uploads or PipelineContainer.Extracts) => BlobRights.Read | BlobRights.Delete,
        (AppRole.Link, PipelineContainer.Receipts or PipelineContainer.Audit) => BlobRights.Read | BlobRights.Write,
        (AppRole.Link, PipelineContainer.Requests) => BlobRights.Read,
        (AppRole.Link, PipelineContainer.Cohort or PipelineContainer.Links or PipelineContainer.Panel or PipelineContainer.Runs)
            => BlobRights.Read | BlobRights.Write | BlobRights.Delete,
        (AppRole.Release, PipelineContainer.Panel or PipelineContainer.Runs or PipelineContainer.Requests or PipelineContainer.Approvals) => BlobRights.Read,
        (AppRole.Release, PipelineContainer.Audit or PipelineContainer.Analytics or PipelineContainer.Summaries) => BlobRights.Read | BlobRights.Write,
        (AppRole.Release, PipelineContainer.Estimates or PipelineContainer.Proposals)
            => BlobRights.Read | BlobRights.Write | BlobRights.Delete,
        _ => BlobRights.None,
    };
}
