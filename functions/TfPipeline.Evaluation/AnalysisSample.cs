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
        var inside = new byte[columns[0].State.Length];
        Array.Fill(inside, (byte)1);
        foreach (var column in columns)
        {
            var states = column.State;
            for (var i = 0; i < inside.Length; i++)
                inside[i] &= states[i].HasValue() ? (byte)1 : (byte)0;
        }

        var units = new int[inside.Count((byte)1)];
        for (int i = 0, k = 0; i < inside.Length; i++)
        {
            if (inside[i] == 1)
                units[k++] = i;
        }

        return new AnalysisSample(units, Convert.ToHexString(SHA256.HashData(inside)));
    }
}
