using TfPipeline.Benchmarks.Linkage;

return args switch
{
    ["accuracy", var folder] => await AccuracyBenchmark.RunAsync(folder),
    ["dedupe", var folder] => Run(() => AccuracyBenchmark.Dedupes(folder)),
    ["diag", var folder, var name] => Run(() => Diag.Run(folder, name)),
    _ => Usage(),
};

static int Run(Action a) { a(); return 0; }

static int Usage()
{
    Console.Error.WriteLine("usage: TfPipeline.Benchmarks accuracy FOLDER");
    return 2;
}
