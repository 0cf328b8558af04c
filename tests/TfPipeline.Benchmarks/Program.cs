using TfPipeline.Benchmarks;
using TfPipeline.Benchmarks.Evaluation;
using TfPipeline.Benchmarks.Intake;
using TfPipeline.Benchmarks.Linkage;
using TfPipeline.Benchmarks.Linkage.Scale;
using TfPipeline.Benchmarks.Parquet;

return args is ["into", var document, _, ..] ? await DocumentTable.FillAsync(document, args[2..], () => RunAsync(args[2..])) : await RunAsync(args);

static async Task<int> RunAsync(string[] args) => args switch
{
    ["accuracy", var folder] => await AccuracyBenchmark.RunAsync(folder),
    ["calibration", var folder, var synthetic] => await CalibrationBenchmark.RunAsync(folder, synthetic),
    ["scale", _, ..] => await ScaleBenchmark.RunAsync(args[1..]),
    ["scale-one", var root, var size, var threads, var partitions] => await ScaleRun.OneAsync(root, size, threads, partitions),
    ["tokens"] => TokenSpeed.Run(),
    ["stages", var folder] => await StageTimes.RunAsync(folder),
    ["synth", var folder] => await SyntheticBenchmark.RunAsync(folder),
    ["panel-effects", .. var rest] => PanelEffects.Run(rest),
    ["propensity", .. var rest] => Propensity.Run(rest),
    ["coverage", .. var rest] => CoverageTables.Run(rest),
    ["references"] => ReferenceTable.Run(),
    ["parquet", .. var rest] => await ParquetSpeed.RunAsync(rest),
    ["demo", var build, var reference, .. var rest] => await DemoBesideBuild.RunAsync(build, reference, rest),
    ["extracts", var build, .. var rest] => await ExtractShare.RunAsync(build, rest),
    ["intake", .. var rest] => IntakeBenchmark.Run(rest),
    ["intake-memory", .. var rest] => await IntakeMemory.RunAsync(rest),
    ["intake-file", var file, var rows] => CouncilFileMaker.Run(file, rows),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: TfPipeline.Benchmarks <name> ...");
    Console.Error.WriteLine("  into DOCUMENT <name> ...               puts what it prints into a document, between its begin and end comments");
    Console.Error.WriteLine("  accuracy FOLDER                        linkage of the public sets in tests/data/linkage");
    Console.Error.WriteLine("  calibration FOLDER SYNTHETIC           stated probabilities beside the truth, on both");
    Console.Error.WriteLine("  synth FOLDER                           linkage of what tfp synth wrote there");
    Console.Error.WriteLine("  stages FOLDER                          processor time of each step of linking that");
    Console.Error.WriteLine("  scale FOLDER [rows]                    linkage of hundreds of thousands and millions beside DuckDB");
    Console.Error.WriteLine("  panel-effects [families] [outcomes]    every estimate of a made-up panel");
    Console.Error.WriteLine("  propensity [units] [covariates]        logistic regression beside R's glm on the same data");
    Console.Error.WriteLine("  coverage [populations]                 how often 95 % intervals hold a planted effect");
    Console.Error.WriteLine("  parquet [millions of rows]             writing and reading beside DuckDB");
    Console.Error.WriteLine("  references                             LaLonde figures beside R's");
    Console.Error.WriteLine("  demo TFP REFERENCE [families] [rounds] processor time and memory of the demonstration beside another build's");
    Console.Error.WriteLine("  extracts TFP [families]                share of a demonstration's processor time that reading and writing extracts takes");
    Console.Error.WriteLine("  intake [rows]                          validate and tokenise one file, beside CsvHelper and DuckDB");
    Console.Error.WriteLine("  intake-memory                          memory of validation and of ingest at three sizes");
    return 2;
}
