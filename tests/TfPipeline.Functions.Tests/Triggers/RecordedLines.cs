using Microsoft.Extensions.Logging;

namespace TfPipeline.Functions.Tests.Triggers;

/// <summary>One line that was logged.</summary>
internal sealed record RecordedLine(LogLevel Level, string Message);

/// <summary>A logger that keeps its lines.</summary>
internal sealed class RecordedLines<T> : ILogger<T>
{
    public List<RecordedLine> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(new RecordedLine(logLevel, formatter(state, exception)));
}
