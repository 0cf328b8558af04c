using System.Security.Cryptography;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>The people who have a value in everything that an estimate needs, in the panel's order.</summary>
internal sealed class AnalysisSample
{
    private AnalysisSample(int[] units, string key)
    {
        Units = units;
        Key = key;
    }

    public int[] Units { get; }

    /// <summary>Equal for equal samples, so that they share one design.</summary>
    public string Key { get; }

    public static AnalysisSample Of(params OutcomeColumn[] columns)
    {
        var count = columns[0].State.Length;
        var inside = new byte[count];
        for (var i = 0; i < count; i++)
            inside[i] = Array.TrueForAll(columns, c => c.State[i].HasValue()) ? (byte)1 : (byte)0;
        return new AnalysisSample([.. Enumerable.Range(0, count).Where(i => inside[i] == 1)], Convert.ToHexString(SHA256.HashData(inside)));
    }
}
