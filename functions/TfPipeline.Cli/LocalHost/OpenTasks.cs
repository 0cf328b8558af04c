using System.Text.Json;
using Microsoft.DurableTask;
using TfPipeline.Runs.Failures;

namespace TfPipeline.Cli.LocalHost;

/// <summary>The tasks that a context handed out and that have no answer yet.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, IOpenTask> byId = [];

    /// <summary>How many answers may still come for code that waits.</summary>
    public int Count => byId.Values.Count(one => one.IsOpen);

    public Task<T> Add<T>(int id, string name)
    {
        var open = new OpenTask<T>(id, name);
        byId.Add(id, open);
        return open.Task;
    }

    public Task AddTimer(int id, CancellationToken cancellationToken)
    {
        var open = new OpenTask<object>(id, "timer");
        byId.Add(id, open);
        if (cancellationToken.CanBeCanceled)
            cancellationToken.UnsafeRegister(_ => open.Cancel(cancellationToken), null);
        return open.Task;
    }

    /// <summary>False where nothing waits for this answer.</summary>
    public bool Answer(AnswerEvent answer)
    {
        if (!byId.Remove(answer.Id, out var open))
            return false;

        if (answer is TaskFailed failed)
            open.Fail(failed.Failure);
        else
            open.Complete((answer as TaskCompleted)?.Result);
        return true;
    }

    private interface IOpenTask
    {
        bool IsOpen { get; }

        void Complete(string? json);

        void Fail(SafeFailure failure);
    }

    private sealed class OpenTask<T>(int id, string name) : IOpenTask
    {
        private readonly TaskCompletionSource<T> source = new();

        public Task<T> Task => source.Task;

        public bool IsOpen => !source.Task.IsCompleted;

        // A cancelled timer may still fire.
        public void Complete(string? json)
        {
            try
            {
                source.TrySetResult(Payload.Read<T>(json)!);
            }
            catch (JsonException misfit)
            {
                source.TrySetException(misfit);
            }
        }

        public void Fail(SafeFailure failure) =>
            source.TrySetException(new TaskFailedException(name, id, new TaskFailureDetails(failure.Type, failure.Message, null, null, null)));

        public void Cancel(CancellationToken token) => source.TrySetCanceled(token);
    }
}
