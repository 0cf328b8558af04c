using TfPipeline.Core.Release;
using TfPipeline.Core.Submissions;
using TfPipeline.Synthetic;

namespace TfPipeline.Cli.Demo;

/// <summary>What a demonstration found, ready to print.</summary>
internal sealed record DemoResult(
    DemoOptions Options,
    SyntheticSummary Made,
    IReadOnlyList<IngestOutcome> Uploads,
    IReadOnlyList<LinkageCheck> Linkage,
    IReadOnlyList<EffectCheck> Effects,
    IReadOnlyList<ReleasedVerdict> Verdicts,
    string RunId,
    IReadOnlyList<WithheldShare> Withheld,
    string SumsHash);

/// <summary>What disclosure control did with one table of the release.</summary>
internal sealed record WithheldShare(string Output, string Verdict, int Cells, double Share);
