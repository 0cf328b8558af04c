using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>Who is counted where in a panel, as the ledger keeps it.</summary>
internal static class PanelRoll
{
    /// <exception cref="InvalidOperationException">The panel was made without references for the ledger.</exception>
    public static Roll Of(PanelData panel)
    {
        var people = panel.People;
        if (people.LedgerRef.Length != people.Count)
            throw new InvalidOperationException("The panel has no references that stay the same from release to release; build the panel again with this version.");
        return new Roll
        {
            References = panel.Info.KeyVersion,
            Person = Keys(people),
            Family = people.Family,
            Group = Array.ConvertAll(people.IsProgramme, p => p ? Breakdown.Programme : Breakdown.Comparison),
            Dimensions = [.. Breakdown.DimensionsOf(people).Select(d => new RollDimension(d.Dimension, d.Level))],
            Sets =
            [
                .. panel.Outcomes.SelectMany(o => o.Windows.Select(w => new RollSet(
                    Roll.SetOf(o.Outcome, w.Window.Name), Array.ConvertAll(w.State, static s => s.HasValue())))).Where(s => Array.Exists(s.Counted, static c => c)),
            ],
        };
    }

    /// <summary>A key per family that changes with its members, its council or its group.</summary>
    /// <param name="people">The people.</param>
    /// <param name="family">The number of each person's family among the records.</param>
    public static UInt128[] FamilyKeys(PeopleTable people, int[] family)
    {
        if (people.LedgerRef.Length != people.Count)
            return [];
        var keys = Keys(people);
        return
        [
            .. Enumerable.Range(0, people.Count).GroupBy(p => family[p]).OrderBy(f => f.Key).Select(members =>
            {
                var hash = new XxHash128();
                Span<byte> bytes = stackalloc byte[16];
                foreach (var key in members.Select(p => keys[p]).Order())
                {
                    BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
                    hash.Append(bytes);
                }

                hash.Append(Encoding.UTF8.GetBytes(people.Council[members.First()] + (people.IsProgramme[members.First()] ? "p" : "c")));
                return hash.GetCurrentHashAsUInt128();
            }),
        ];
    }

    private static UInt128[] Keys(PeopleTable people) => Array.ConvertAll(people.LedgerRef, r => Reference.Parse(r) is var reference ? new UInt128(reference.High, reference.Low) : default);
}
