using TfPipeline.Pseudonyms;
using TfPipeline.Identifiers;

namespace TfPipeline.Linkage;

/// <summary>
/// The records with the smallest keys: a random sample that does not depend on how the source is cut or ordered. u is estimated from
/// random pairs of it with the cohort, nearly all of which are non-matches. Identifiers stay in memory only until they are tokenised.
/// </summary>
internal sealed class NonMatchSample
{
    private const int Size = 20_000;

    private readonly List<Entry> _entries = new(2 * Size);
    private ulong _limit = ulong.MaxValue;

    public void Add(ulong[] keys, IdentifierBatch batch)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] > _limit)
                continue;
            _entries.Add(new Entry(
                keys[i], batch.Forename?[i], batch.Surname?[i], batch.Sex?[i], batch.DateOfBirth is { } d ? BirthDates.Digits(d[i]) : BirthDates.DigitsOf(batch.DateOfBirthText?[i]),
                batch.Postcode?[i], batch.Upn?[i], batch.Nino?[i]));
            if (_entries.Count == 2 * Size)
                Trim();
        }
    }

    /// <summary>Row numbers of the same sample, for records whose keys are all in memory and differ.</summary>
    public static int[] Smallest(ulong[] keys) => KeySort.Smallest(keys, Size);

    public TokenTable Tokenise(Tokeniser tokeniser)
    {
        Trim();
        return tokeniser.Tokenise(new IdentifierBatch
        {
            Count = _entries.Count,
            Forename = [.. _entries.Select(e => e.Forename)],
            Surname = [.. _entries.Select(e => e.Surname)],
            Sex = [.. _entries.Select(e => e.Sex)],
            DateOfBirthText = [.. _entries.Select(e => e.BirthDate == 0 ? null : e.BirthDate.ToString("00000000", System.Globalization.CultureInfo.InvariantCulture))],
            Postcode = [.. _entries.Select(e => e.Postcode)],
            Upn = [.. _entries.Select(e => e.Upn)],
            Nino = [.. _entries.Select(e => e.Nino)],
        });
    }

    private void Trim()
    {
        _entries.Sort();
        if (_entries.Count <= Size)
            return;
        _entries.RemoveRange(Size, _entries.Count - Size);
        _limit = _entries[^1].Key;
    }

    /// <summary>One record. The text fields only order rows that share a record id.</summary>
    private sealed record Entry(ulong Key, string? Forename, string? Surname, string? Sex, int BirthDate, string? Postcode, string? Upn, string? Nino) : IComparable<Entry>
    {
        public int CompareTo(Entry? other)
        {
            if (other is null)
                return 1;
            var order = Key.CompareTo(other.Key);
            if (order == 0)
                order = string.CompareOrdinal(Text(), other.Text());
            return order;
        }

        private string Text() => $"{Forename}\n{Surname}\n{Sex}\n{BirthDate}\n{Postcode}\n{Upn}\n{Nino}";
    }
}
