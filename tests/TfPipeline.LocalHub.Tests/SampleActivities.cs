using System.Collections.Concurrent;

namespace TfPipeline.LocalHub.Tests;

/// <summary>Activities for tests of the host.</summary>
internal sealed class SampleActivities(ConcurrentQueue<string> done)
{
    private int failures;

    public Task<int> Square(int input)
    {
        done.Enqueue($"square {input}");
        return Task.FromResult(input * input);
    }

    public static Task<Shape> Echo(Shape input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(input);
    }

    public static Task FailWithValue(string input) => throw new FormatException("Zebediah Quux was born in 1901: " + input);

    public static Task FailWithOurs(string? input) => throw new SampleFault();

    public Task<int> FailTwice(string? input)
    {
        done.Enqueue("attempt");
        failures = done.Count;
        return failures <= 2 ? throw new IOException("busy") : Task.FromResult(failures);
    }

    public static Task<string> TooLong(int input) => Task.FromResult(new string('x', input));

    public static Task Crowd(int input) => SampleGate.PassAsync();

    public async Task Nothing(string? input)
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
