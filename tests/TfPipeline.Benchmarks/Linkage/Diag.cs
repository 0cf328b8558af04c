using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;
namespace TfPipeline.Benchmarks.Linkage;
internal static class Diag
{
    public static void Run(string folder, string name)
    {
        var set = LabelledSet.Read(Path.Combine(folder, name + ".csv"));
        using var root = new RootKey(new byte[32], "b"); using var ring = new KeyRing(root); using var tok = new Tokeniser(ring);
        var t = tok.Tokenise(set.People);
        var o = new LinkageOptions { Cardinality = Cardinality.ManyToMany };
        var plan = LinkagePlan.OfSelf(t, o);
        foreach (var c in plan.Costs) Console.WriteLine($"{c.Family} cap {c.BlockCap} {string.Join(',', c.PairsByRung)} dropped {c.DroppedPairs}");
        var cand = PartitionComparison.CompareSelf(plan, 2);
        Console.WriteLine($"compared {cand.Compared} kept {cand.Left.Length}");
        var res = LinkageResult.Of(plan, [cand], o);
        var kept = new HashSet<(int, int)>(); for (var p = 0; p < cand.Left.Length; p++) { var r = int.Parse(cand.RecordIds[cand.Right[p]]); kept.Add((cand.Left[p], r)); }
        var live = new Dictionary<(int, int), double>(); for (var p = 0; p < res.Pairs!.Count; p++) live[(res.Pairs.Left[p], int.Parse(res.Pairs.RecordIds[res.Pairs.Right[p]]))] = res.Fitted!.LogOdds[p];
        var cmp = PairComparer.Of(t, t);
        int truep = 0, lostF = 0, lostS = 0, low = 0; var shown = 0;
        var pats = new Dictionary<int, int>();
        foreach (var g in Enumerable.Range(0, set.Count).GroupBy(i => set.Truth[i])) { var rows = g.ToArray(); for (var a = 0; a < rows.Length; a++) for (var b = a + 1; b < rows.Length; b++) { truep++; var k = (rows[a], rows[b]); var pat = cmp.Compare(rows[a], rows[b], plan.LeastAgreement, out var w);
            var st = !kept.Contains(k) ? (w ? "block" : "filter") : !live.TryGetValue(k, out var lo) ? "screen" : lo < 0 ? "low" : "ok";
            if (st == "filter") lostF++; if (st == "screen") lostS++; if (st == "low") low++;
            if (st != "ok") { pats[pat] = pats.GetValueOrDefault(pat) + 1; if (shown++ < 40) Console.WriteLine($"{st} {string.Join(' ', Pattern.Levels(pat).ToArray())} {live.GetValueOrDefault(k):0.0}: {set.People.Forename![k.Item1]}|{set.People.Surname![k.Item1]}|{set.People.DateOfBirthText![k.Item1]}|{set.People.Postcode![k.Item1]} <> {set.People.Forename![k.Item2]}|{set.People.Surname![k.Item2]}|{set.People.DateOfBirthText![k.Item2]}|{set.People.Postcode![k.Item2]}"); } } }
        Console.WriteLine($"true {truep} filter {lostF} screen {lostS} low {low} live {live.Count}");
        foreach (var (p, n) in pats.OrderByDescending(x => x.Value).Take(12)) Console.WriteLine($"  {n} {string.Join(' ', Pattern.Levels(p).ToArray())}");
        var m = res.Model; for (var f = 0; f < 4; f++) Console.WriteLine($"{(Field)f} m {string.Join(' ', m.M[f].Select(x => x.ToString("0.0000")))}  u {string.Join(' ', m.U[f].Select(x => x.ToString("0.00000")))}");
        Console.WriteLine($"E {m.ExpectedMatches} it {m.Iterations} sn|pc {m.SurnameGivenPostcode:0.000} dob|hh {m.BirthDateGivenHousehold:0.000} fn|hh {m.ForenameGivenHousehold:0.000} dob|sn {m.BirthDateGivenSurname:0.0000} neutral {string.Join(',', m.NeutralFields)} prior {m.PriorLogOdds:0.0} sex|fn {string.Join(' ', m.SexGivenForename.Select(x => x[1].ToString("0.00")))} dob|fn {string.Join(' ', m.BirthDateGivenForename[1].Select(x => x.ToString("0.0000")))} fndob {m.ForenameAndDateTogether:0.00} namesakes {m.Namesakes}");
        var falses = res.Pairs; shown = 0;
        for (var p = 0; p < falses.Count && shown < 15; p++) { var j = int.Parse(falses.RecordIds[falses.Right[p]]); var i = falses.Left[p]; if (res.Fitted!.LogOdds[p] > 0 && set.Truth[i] != set.Truth[j]) { shown++; Console.WriteLine($"FALSE {res.Fitted.LogOdds[p]:0.0} {string.Join(' ', Pattern.Levels(falses.Patterns[p]).ToArray())}: {set.People.Forename![i]}|{set.People.Surname![i]}|{set.People.DateOfBirthText![i]}|{set.People.Postcode![i]} <> {set.People.Forename![j]}|{set.People.Surname![j]}|{set.People.DateOfBirthText![j]}|{set.People.Postcode![j]}"); } }
    }
}
