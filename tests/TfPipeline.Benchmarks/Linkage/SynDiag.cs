using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;
namespace TfPipeline.Benchmarks.Linkage;
internal static class SynDiag
{
    public static async Task<int> RunAsync(string folder, string dep)
    {
        var source = new SyntheticExtracts(folder, false);
        var (people, truth) = source.Cohort(); var records = source.RecordTruth(dep);
        using var root = new RootKey(new byte[32], "b"); using var ring = new KeyRing(root); using var tok = new Tokeniser(ring);
        var res = await PersonLinkage.LinkAsync(tok.Tokenise(people), source.Partitions(dep), ring, new LinkageOptions());
        var rec = new Dictionary<string, string>();
        foreach (var p in source.Partitions(dep)) await foreach (var b in p) for (var i = 0; i < b.RecordIds.Length; i++) rec[b.RecordIds[i]] = $"{b.Identifiers.Forename![i]}|{b.Identifiers.Surname![i]}|{b.Identifiers.Sex![i]}|{b.Identifiers.DateOfBirth![i]:yyyy-MM-dd}|{b.Identifiers.Postcode![i]}";
        string P(int i) => $"{people.Forename![i]}|{people.Surname![i]}|{people.Sex![i]}|{people.DateOfBirthText![i]}|{people.Postcode![i]}";
        foreach (var c in res.Ladders) Console.WriteLine($"{c.Family} cap {c.BlockCap} {string.Join(',', c.PairsByRung)} dropped {c.DroppedPairs}");
        Console.WriteLine($"compared {res.Compared} kept {res.Candidates} live {res.Pairs!.Count}");
        var m = res.Model; for (var f = 0; f < 5; f++) Console.WriteLine($"{(Field)f} m {string.Join(' ', m.M[f].Select(x => x.ToString("0.0000")))}  u {string.Join(' ', m.U[f].Select(x => x.ToString("0.00000")))}");
        Console.WriteLine($"E {m.ExpectedMatches} it {m.Iterations} sn|pc {m.SurnameGivenPostcode:0.000} dob|hh {m.BirthDateGivenHousehold:0.000} fn|hh {m.ForenameGivenHousehold:0.000} dob|sn {m.BirthDateGivenSurname:0.00000} prior {m.PriorLogOdds:0.0} sex|fn {string.Join(' ', m.SexGivenForename.Select(x => x[1].ToString("0.00")))} dob|fn {string.Join(' ', m.BirthDateGivenForename[1].Select(x => x.ToString("0.0000")))} fndob {m.ForenameAndDateTogether:0.00} namesakes {m.Namesakes}");
        var inv = new Dictionary<string, string>(); foreach (var (r, p) in records) inv[p] = r;
        var pat = new Dictionary<(int, string), int>(); for (var p = 0; p < res.Pairs.Count; p++) pat[(res.Pairs.Left[p], res.Pairs.RecordIds[res.Pairs.Right[p]])] = p;
        var fp = new Dictionary<string, int>(); var shown = 0;
        for (var k = 0; k < res.Links.Count; k++) { if (res.Links.Status[k] != LinkStatus.Match) continue; var i = res.Links.CohortIndex[k]; var id = res.Links.RecordId[k]; if (records.GetValueOrDefault(id) == truth[i]) continue;
            var p = pat[(i, id)]; var key = string.Join(' ', Pattern.Levels(res.Pairs.Patterns[p]).ToArray()); fp[key] = fp.GetValueOrDefault(key) + 1;
            if (shown++ < 25) { var own = inv.GetValueOrDefault(truth[i]); var op = own != null && pat.TryGetValue((i, own), out var q) ? $"{string.Join(' ', Pattern.Levels(res.Pairs.Patterns[q]).ToArray())} lo {res.Fitted!.LogOdds[q]:0.0}" : "-"; Console.WriteLine($"FALSE {key} lo {res.Fitted!.LogOdds[p]:0.0} p {res.Fitted.Probabilities[p]:0.000}: {P(i)} <> {rec[id]} (own: {(own == null ? "absent" : rec[own])} {op}; record is {records.GetValueOrDefault(id) ?? "outsider"})"); } }
        foreach (var (k, n) in fp.OrderByDescending(x => x.Value).Take(15)) Console.WriteLine($"  false {n} {k}");
        var st = new Dictionary<int, LinkStatus>(); var right = new HashSet<int>(); for (var k = 0; k < res.Links.Count; k++) { st[res.Links.CohortIndex[k]] = res.Links.Status[k]; if (res.Links.Status[k] == LinkStatus.Match && records.GetValueOrDefault(res.Links.RecordId[k]) == truth[res.Links.CohortIndex[k]]) right.Add(res.Links.CohortIndex[k]); }
        var miss = new Dictionary<string, int>(); shown = 0;
        for (var i = 0; i < truth.Length; i++) { if (right.Contains(i) || !inv.TryGetValue(truth[i], out var own)) continue; var has = pat.TryGetValue((i, own), out var q); var key = has ? string.Join(' ', Pattern.Levels(res.Pairs.Patterns[q]).ToArray()) : "none"; miss[key] = miss.GetValueOrDefault(key) + 1;
            if (shown++ < 25) Console.WriteLine($"MISS {key} {(has ? $"lo {res.Fitted!.LogOdds[q]:0.0} p {res.Fitted.Probabilities[q]:0.000}" : "")} {st.GetValueOrDefault(i)}: {P(i)} <> {rec[own]}"); }
        foreach (var (k, n) in miss.OrderByDescending(x => x.Value).Take(15)) Console.WriteLine($"  miss {n} {k}");
        return 0;
    }
}
