using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace TfPipeline.LocalHub.Tests.Orchestrators;

/// <summary>What breaks replay stops the build: each forbidden form is compiled under the analysers of the project of the orchestrators.</summary>
[Trait("tier", "unit")]
public sealed class ForbiddenFormTests
{
    private static readonly string Runs = Path.Combine(Metadata("RepositoryRoot").Single(), "functions", "TfPipeline.Runs");

    [Theory]
    [InlineData("DURABLE0001", "_ = DateTime.UtcNow;")]
    [InlineData("DURABLE0001", "_ = DateTime.Now;")]
    [InlineData("DURABLE0001", "_ = DateTime.Today;")]
    [InlineData("DURABLE0002", "_ = Guid.NewGuid();")]
    [InlineData("DURABLE0003", "await Task.Delay(1);")]
    [InlineData("DURABLE0003", "Thread.Sleep(1);")]
    [InlineData("DURABLE0004", "await Task.Run(() => { });")]
    [InlineData("DURABLE0004", "await Task.CompletedTask.ContinueWith(_ => { });")]
    [InlineData("DURABLE0004", "new Thread(() => { }).Start();")]
    [InlineData("DURABLE0005", "_ = new System.Net.Http.HttpClient();")]
    [InlineData("DURABLE0006", "_ = Environment.GetEnvironmentVariable(\"X\");")]
    [InlineData("DURABLE0011", "while (true) { await context.CallActivityAsync<int>(nameof(Square), 1); }")]
    [InlineData("DURABLE2003", "await context.CallActivityAsync<int>(\"Nobody\", 1);")]
    [InlineData("DURABLE2004", "await context.CallSubOrchestratorAsync<int>(\"Nobody\", 1);")]
    [InlineData("RS0030", "_ = DateTimeOffset.UtcNow;")]
    [InlineData("RS0030", "_ = TimeProvider.System.GetUtcNow();")]
    [InlineData("RS0030", "_ = System.Diagnostics.Stopwatch.StartNew();")]
    [InlineData("RS0030", "_ = Random.Shared.Next();")]
    [InlineData("RS0030", "_ = System.Security.Cryptography.RandomNumberGenerator.GetInt32(2);")]
    [InlineData("RS0030", "_ = System.IO.File.ReadAllText(\"x\");")]
    [InlineData("RS0030", "_ = Guid.CreateVersion7();")]
    [InlineData("RS0030", "System.Threading.Tasks.Parallel.For(0, 1, _ => { });")]
    [InlineData("RS0030", "await Task.Delay(TimeSpan.FromSeconds(1));")]
    [InlineData("RS0030", "await context.CallActivityAsync<int>(nameof(Square), 1).ConfigureAwait(false);")]
    public async Task Finds_what_breaks_replay(string rule, string form) => Assert.Contains(rule, await RulesAsync(form));

    [Fact]
    public async Task Finds_nothing_in_code_that_keeps_the_rules() => Assert.Empty(await RulesAsync(
        "await Task.WhenAll(context.CallActivityAsync<int>(nameof(Square), 1), context.CreateTimer(TimeSpan.FromSeconds(1), default)); _ = context.CurrentUtcDateTime;"));

    [Fact]
    public void Makes_every_rule_an_error_where_the_orchestrators_are()
    {
        var project = File.ReadAllText(Path.Combine(Runs, "TfPipeline.Runs.csproj"));
        Assert.All(Enumerable.Range(1, 11), rule => Assert.Contains($"DURABLE{rule:0000}", project, StringComparison.Ordinal));
        Assert.Contains("Microsoft.DurableTask.Analyzers", project, StringComparison.Ordinal);
        var settings = File.ReadAllText(Path.Combine(Runs, ".editorconfig"));
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", settings, StringComparison.Ordinal);
        Assert.Contains("dotnet_diagnostic.DURABLE2003.severity = error", settings, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> RulesAsync(string form)
    {
        var source =
            $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.DurableTask;
            public sealed class Offender : TaskOrchestrator<int, int>
            {
                public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
                {
                    {{form}}
                    return await context.CallActivityAsync<int>(nameof(Square), input);
                }
            }
            public sealed class Square : TaskActivity<int, int>
            {
                public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input * input);
            }
            """;
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), one => one.Severity == DiagnosticSeverity.Error);
        var options = new AnalyzerOptions([new Banned(Path.Combine(Runs, "Orchestrators", "BannedSymbols.txt"))]);
        var found = await compilation.WithAnalyzers(Analyzers(), options).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(one => one.Id).Distinct(StringComparer.Ordinal)];
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
        [.. Metadata("Analyzers").SelectMany(path => new AnalyzerFileReference(path, new Loader()).GetAnalyzers(LanguageNames.CSharp))];

    private static IEnumerable<string> Metadata(string key) => typeof(ForbiddenFormTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(one => one.Key == key).Select(one => one.Value!);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }

    private sealed class Banned(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
