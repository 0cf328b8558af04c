using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TfPipeline.Evaluation;
using TfPipeline.TestData;

namespace TfPipeline.Benchmarks.Evaluation;

/// <summary>Logistic regression here and in R, on the same numbers in the same run. R gets them as raw doubles, outside its clock.</summary>
internal static class Propensity
{
    private const string Script = """
        a <- commandArgs(TRUE); n <- as.integer(a[2]); k <- as.integer(a[3])
        f <- file(a[1], "rb"); y <- readBin(f, "double", n); x <- matrix(readBin(f, "double", n * k), n); close(f)
        d <- data.frame(y, x)
        s <- system.time(g <- glm(y ~ ., binomial, d))[["elapsed"]]
        cat(sprintf("%.3f %.15g\n", s, as.numeric(logLik(g))))
        """;

    public static int Run(string[] args)
    {
        var units = Arguments.Whole(args, 0, 1_000_000);
        var covariates = Arguments.Whole(args, 1, 40);
        var (design, treated) = Simulated.Propensity(units, covariates, 1);
        var ours = Stopwatch.StartNew();
        var fit = LogisticRegression.Fit(design, treated, new LogisticOptions { Threads = Environment.ProcessorCount });
        var seconds = ours.Elapsed.TotalSeconds;
        Print($"{units:N0} x {covariates}: {seconds:0.00} s here, {fit.Iterations} steps, log-likelihood {fit.LogLikelihood:R}");
        var folder = Directory.CreateTempSubdirectory("tfp-propensity");
        try
        {
            var (theirs, likelihood) = InR(folder.FullName, design, treated);
            Print($"R glm: {theirs:0.00} s, log-likelihood {likelihood:R}; ratio {theirs / seconds:0.0}");
        }
        finally
        {
            folder.Delete(true);
        }

        return 0;
    }

    private static (double Seconds, double LogLikelihood) InR(string folder, DesignMatrix design, bool[] treated)
    {
        var data = Path.Combine(folder, "data.bin");
        var script = Path.Combine(folder, "glm.R");
        File.WriteAllText(script, Script);
        using (var file = File.Create(data))
        {
            file.Write(MemoryMarshal.AsBytes<double>(Array.ConvertAll(treated, t => t ? 1.0 : 0.0)));
            foreach (var column in design.Columns.Skip(1))
                file.Write(MemoryMarshal.AsBytes<double>(column.ToArray()));
        }

        var start = new ProcessStartInfo("Rscript") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { script, data, $"{design.Rows}", $"{design.Columns.Length - 1}" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var parts = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
