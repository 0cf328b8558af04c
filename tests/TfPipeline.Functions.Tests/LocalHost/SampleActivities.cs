using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace TfPipeline.Functions.Tests.LocalHost;

/// <summary>Activities for tests of the host.</summary>
internal sealed class SampleActivities(ConcurrentQueue<string> done)
{
    private int failures;

    [Function(nameof(Square))]
    public Task<int> Square([ActivityTrigger] int input)
    {
        done.Enqueue($"square {input}");
        return Task.FromResult(input * input);
    }

    [Function(nameof(Echo))]
    public Task<Shape> Echo([ActivityTrigger] Shape input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(input);
    }

    [Function(nameof(FailWithValue))]
    public Task FailWithValue([ActivityTrigger] string input) => throw new FormatException("Zebediah Quux was born in 1901: " + input);

    [Function(nameof(FailWithOurs))]
    public Task FailWithOurs([ActivityTrigger] string? input) => throw new SampleFault();

    [Function(nameof(FailTwice))]
    public Task<int> FailTwice([ActivityTrigger] string? input)
    {
        done.Enqueue("attempt");
        failures = done.Count;
        return failures <= 2 ? throw new IOException("busy") : Task.FromResult(failures);
    }

    [Function(nameof(TooLong))]
    public Task<string> TooLong([ActivityTrigger] int input) => Task.FromResult(new string('x', input));

    [Function(nameof(Crowd))]
    public Task Crowd([ActivityTrigger] int input) => SampleGate.PassAsync();

    [Function(nameof(Nothing))]
    public async Task Nothing([ActivityTrigger] string? input)
    {
        await Task.Yield();
        done.Enqueue("nothing");
    }
}

/// <summary>A message with a public field, which the worker's options leave out, and a property that they keep.</summary>
internal sealed record Shape(string Kept)
{
#pragma warning disable CA1051 // The test is about fields.
    public string? Dropped;
#pragma warning restore CA1051
}

/// <summary>A fault of the pipeline's own kind.</summary>
internal sealed class SampleFault() : Exception("row 3, column G: not a date; correct it and send the file again.");
