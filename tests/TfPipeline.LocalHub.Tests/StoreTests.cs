using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Data.Sqlite;
using TfPipeline.LocalHub.Failures;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub.Tests;

/// <summary>Two processes on one store: a lock, a heartbeat, and tokens that make late answers count for nothing.</summary>
[Trait("tier", "unit")]
public sealed class StoreTests : IDisposable
{
    private static readonly TimeSpan NoWait = TimeSpan.FromMilliseconds(1);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tfp-store-");
    private readonly JumpingTime time = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Gives_the_work_of_a_store_that_was_left_to_the_next_at_once()
    {
        using (var first = Open())
        {
            await BeginAsync(first);
            Assert.NotNull(await first.LockNextTaskOrchestrationWorkItemAsync(NoWait, CancellationToken.None));
            Assert.Null(await LockAsync(first));
        }

        using var second = Open();
        Assert.NotNull(await LockAsync(second));
    }

    [Fact]
    public async Task Takes_the_work_of_an_owner_whose_lock_the_system_has_given_back_at_once()
    {
        using var first = Open();
        await BeginAsync(first);
        Assert.NotNull(await LockAsync(first));
        Own("a process that was killed");

        using var second = Open();
        Assert.NotNull(await LockAsync(second));
    }

    [Fact]
    public async Task Leaves_the_work_of_a_living_owner_alone_until_it_has_been_silent_for_a_lease()
    {
        using var first = Open(new HubOptions { Heartbeat = TimeSpan.FromHours(1), Lease = TimeSpan.FromMinutes(1), Time = time });
        await BeginAsync(first);
        Assert.NotNull(await LockAsync(first));
        using var second = Open();
        Assert.Null(await LockAsync(second));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await LockAsync(second));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await LockAsync(second));
    }

    [Fact]
    public async Task Discards_what_a_process_writes_after_its_work_was_given_away()
    {
        using var first = Open(new HubOptions { Heartbeat = TimeSpan.FromHours(1), Lease = TimeSpan.FromMinutes(1), Time = time });
        await BeginAsync(first);
        var late = (await LockAsync(first))!;
        time.Advance(TimeSpan.FromMinutes(2));
        using var second = Open();
        var item = (await LockAsync(second))!;

        await CompleteAsync(first, late);
        Assert.Equal(OrchestrationStatus.Pending, (await StateAsync(second)).OrchestrationStatus);
        await CompleteAsync(second, item);
        Assert.Equal(OrchestrationStatus.Running, (await StateAsync(second)).OrchestrationStatus);
        Assert.Equal(1, Count("activities"));
    }

    [Fact]
    public async Task Discards_a_second_answer_of_an_activity()
    {
        using var first = Open(new HubOptions { Heartbeat = TimeSpan.FromHours(1), Lease = TimeSpan.FromMinutes(1), Time = time });
        await BeginAsync(first);
        await CompleteAsync(first, (await LockAsync(first))!);
        var late = (await first.LockNextTaskActivityWorkItem(NoWait, CancellationToken.None))!;
        time.Advance(TimeSpan.FromMinutes(2));
        using var second = Open();
        var item = (await second.LockNextTaskActivityWorkItem(NoWait, CancellationToken.None))!;

        await first.CompleteTaskActivityWorkItemAsync(late, AnswerTo(late));
        Assert.Equal((1L, 0L), (Count("activities"), Count("inbox")));
        await second.CompleteTaskActivityWorkItemAsync(item, AnswerTo(item));
        await first.CompleteTaskActivityWorkItemAsync(late, AnswerTo(late));
        Assert.Equal((0L, 1L), (Count("activities"), Count("inbox")));
    }

    [Fact]
    public async Task Writes_nothing_of_a_turn_that_it_cannot_write_whole()
    {
        using var store = Open();
        await BeginAsync(store);
        var item = (await LockAsync(store))!;
        item.OrchestrationRuntimeState.AddEvent(new OrchestratorStartedEvent(-1));
        item.OrchestrationRuntimeState.AddEvent(item.NewMessages[0].Event);
        await Assert.ThrowsAnyAsync<Exception>(() => store.CompleteTaskOrchestrationWorkItemAsync(
            item, item.OrchestrationRuntimeState, [Activity(), new TaskMessage { OrchestrationInstance = Instance, Event = new GenericEvent(-1, "not an activity") }], [], [], null, Running()));
        Assert.Equal((0L, 0L, 1L), (Count("activities"), Count("history"), Count("inbox")));
    }

    [Fact]
    public void Refuses_a_file_that_is_not_what_was_written()
    {
        Open().Dispose();
        using (var file = File.OpenWrite(Path.Combine(folder.FullName, HubFile.Name)))
        {
            file.Seek(4096, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        Assert.Throws<HubDamagedException>(() => Open());
    }

    [Fact]
    public void Refuses_a_file_of_another_version()
    {
        Open().Dispose();
        Sql("PRAGMA user_version = 99");
        Assert.Contains("another version", Assert.Throws<HubException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/data/store/host", "nfs4")]
    [InlineData("/data/other", "ext4")]
    [InlineData("/data/storehouse", "ext4")]
    [InlineData("/mnt/with blank/host", "cifs")]
    [InlineData("/over", "fuse.sshfs")]
    public void Reads_the_kind_of_a_file_system_off_the_kernels_mounts(string path, string expected) => Assert.Equal(expected, FileSystems.KindOf(path,
    [
        "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 21 0:40 / /data/store rw,relatime - nfs4 server:/export rw,vers=4.2",
        @"41 21 0:41 / /mnt/with\040blank rw - cifs //server/share rw",
        "42 21 0:42 / /over rw - ext4 /dev/sdb1 rw",
        "43 21 0:43 / /over rw - fuse.sshfs user@host: rw",
    ]));

    [Fact]
    public void Says_where_to_put_the_store_instead_of_a_network_drive() =>
        Assert.Contains("--state", new SharedFileSystemException("nfs4").Message, StringComparison.Ordinal);

    [Fact]
    public async Task Shows_where_runs_stand_while_another_process_works()
    {
        using var store = Open();
        await BeginAsync(store);
        await CompleteAsync(store, (await LockAsync(store))!);
        var status = Assert.Single(HubStatus.List(folder.FullName));
        Assert.Equal(("i", OrchestrationStatus.Running, 1, 0), (status.State.OrchestrationInstance.InstanceId, status.State.OrchestrationStatus, status.Scheduled, status.Answered));
        Assert.Empty(HubStatus.List(Path.Combine(folder.FullName, "none")));
    }

    private static OrchestrationInstance Instance { get; } = new() { InstanceId = "i", ExecutionId = "e" };

    private LocalOrchestrationService Open(HubOptions? options = null) => new(folder.FullName, options ?? new HubOptions { Time = time });

    private static Task BeginAsync(LocalOrchestrationService store) => store.CreateTaskOrchestrationAsync(new TaskMessage
    {
        OrchestrationInstance = Instance,
        Event = new ExecutionStartedEvent(-1, null) { Name = "Sample", Version = string.Empty, OrchestrationInstance = Instance },
    });

    private static Task<TaskOrchestrationWorkItem?> LockAsync(LocalOrchestrationService store) =>
        store.LockNextTaskOrchestrationWorkItemAsync(NoWait, CancellationToken.None);

    /// <summary>A turn that asks for one activity.</summary>
    private static Task CompleteAsync(LocalOrchestrationService store, TaskOrchestrationWorkItem item)
    {
        var state = item.OrchestrationRuntimeState;
        state.AddEvent(new OrchestratorStartedEvent(-1));
        state.AddEvent(item.NewMessages[0].Event);
        state.AddEvent(new TaskScheduledEvent(0, "Square", string.Empty, "1"));
        return store.CompleteTaskOrchestrationWorkItemAsync(item, state, [Activity()], [], [], null, Running());
    }

    private static TaskMessage Activity() => new() { OrchestrationInstance = Instance, Event = new TaskScheduledEvent(0, "Square", string.Empty, "1") };

    private static TaskMessage AnswerTo(TaskActivityWorkItem item) => new() { OrchestrationInstance = item.TaskMessage.OrchestrationInstance, Event = new TaskCompletedEvent(-1, 0, "1") };

    private static OrchestrationState Running() => new() { OrchestrationInstance = Instance, Name = "Sample", OrchestrationStatus = OrchestrationStatus.Running };

    private static async Task<OrchestrationState> StateAsync(LocalOrchestrationService store) => (await store.GetOrchestrationStateAsync("i", false)).Single();

    /// <summary>Gives all that is owned to an owner whose lock nobody holds.</summary>
    private void Own(string owner)
    {
        Sql($"INSERT INTO owners (id, until) VALUES ('{owner}', {long.MaxValue})");
        Sql($"UPDATE instances SET owner = '{owner}' WHERE owner IS NOT NULL");
    }

    private void Sql(string sql) => Ask(sql);

    private long Count(string table) => Convert.ToInt64(Ask($"SELECT count(*) FROM {table}"), CultureInfo.InvariantCulture);

    private object? Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, HubFile.Name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
