using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using DurableTask.Core;

namespace TfPipeline.TestHost;

/// <summary>What the engine needs of a store.</summary>
public interface IRunStore : IOrchestrationService, IOrchestrationServiceClient, IDisposable;

/// <summary>
/// A store under which the process kills itself (SIGKILL: nothing is flushed, closed or given back) at the n-th boundary of an activity
/// that it passes. Each activity has three: taken and about to run, run but not recorded, and recorded. It says that it is there, and
/// dies when its standard input ends: a test that needs another process to join first keeps the input open until then.
/// </summary>
public class CrashingStore : DispatchProxy
{
    /// <summary>The line that says that the process is about to kill itself.</summary>
    public const string Boundary = "at the boundary";

    private IOrchestrationService inner = null!;
    private int left;

    /// <summary>Puts the crash around a store.</summary>
    public static IRunStore Around(IOrchestrationService inner, int? crashAfter)
    {
        var store = Create<IRunStore, CrashingStore>();
        ((CrashingStore)(object)store).inner = inner;
        ((CrashingStore)(object)store).left = crashAfter ?? int.MaxValue;
        return store;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.DeclaringType == typeof(IDisposable))
        {
            (inner as IDisposable)?.Dispose();
            return null;
        }

        return targetMethod.Name switch
        {
            nameof(IOrchestrationService.LockNextTaskActivityWorkItem) => LockAsync((Task<TaskActivityWorkItem?>)Call(targetMethod, args)!),
            nameof(IOrchestrationService.CompleteTaskActivityWorkItemAsync) => CompleteAsync(() => (Task)Call(targetMethod, args)!),
            _ => Call(targetMethod, args),
        };
    }

    private async Task<TaskActivityWorkItem?> LockAsync(Task<TaskActivityWorkItem?> locking)
    {
        var item = await locking;
        if (item is not null)
            Pass();
        return item;
    }

    private async Task CompleteAsync(Func<Task> complete)
    {
        Pass();
        await complete();
        Pass();
    }

    private void Pass()
    {
        if (Interlocked.Decrement(ref left) != 0)
            return;
        Console.WriteLine(Boundary);
        Console.In.ReadToEnd();
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private object? Call(MethodInfo method, object?[]? args)
    {
        try
        {
            return method.Invoke(inner, args);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}
