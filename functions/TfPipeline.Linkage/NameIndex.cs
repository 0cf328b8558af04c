using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Left names by every token that a similar name shares with them: the whole, words of it, nickname roots, and the whole and one-letter
/// deletions of the edit tokens (an exchange of similar shares a deletion too).
/// </summary>
internal sealed class NameIndex
{
    private readonly ValueTable _left;
    private readonly TokenDictionary _tokens = new();
    private readonly int[] _starts;
    private readonly int[] _values;
    private (ValueTable Right, SimilarNames SimilarNames)? _known;

    public NameIndex(ValueTable left)
    {
        _left = left;
        var (numbers, values) = (new List<int>(left.Count * 12), new List<int>(left.Count * 12));
        for (var v = 0; v < left.Count; v++)
        {
            foreach (var part in new NameParts(left, v))
            {
                numbers.Add(_tokens.Add(part));
                values.Add(v);
            }
        }

        _starts = new int[_tokens.Count + 2];
        foreach (var number in numbers)
            _starts[number + 1]++;
        for (var k = 1; k < _starts.Length; k++)
            _starts[k] += _starts[k - 1];
        _values = new int[values.Count];
        var next = (int[])_starts.Clone();
        for (var k = 0; k < _values.Length; k++)
            _values[next[numbers[k]]++] = values[k];
    }

    /// <summary>For each right name the left names that are a form of it, one edit away or share a deletion with it.</summary>
    public SimilarNames Of(ValueTable right, int threads)
    {
        // The sample and the whole of a file share one table of values.
        if (_known is { } known && ReferenceEquals(known.Right, right))
            return known.SimilarNames;
        var similar = new SimilarNames(_left.Count);
        Extend(similar, right, threads);
        _known = (right, similar);
        return similar;
    }

    /// <summary>The same for the names of a table that were added since the last call.</summary>
    public void Extend(SimilarNames known, ValueTable right, int threads)
    {
        const int chunkNames = 4096;
        var chunks = new SimilarNames.Chunk[(right.Count - known.Count + chunkNames - 1) / chunkNames];
        Workers.Run(chunks.Length, threads, known.VisitedBy, (c, seen) =>
        {
            var chunk = new SimilarNames.Chunk(chunkNames);
            for (var v = known.Count + (c * chunkNames); v < Math.Min(right.Count, known.Count + ((c + 1) * chunkNames)); v++)
                Add(chunk, right, v, seen);
            chunks[c] = chunk;
        });
        known.Add(chunks);
    }

    private void Add(SimilarNames.Chunk chunk, ValueTable right, int value, int[] seen)
    {
        foreach (var part in new NameParts(right, value))
        {
            if (_tokens.Find(part) is not (> 0 and var number))
                continue;
            for (var k = _starts[number]; k < _starts[number + 1]; k++)
            {
                var left = _values[k];
                if (seen[left] == value + 1)
                    continue;
                seen[left] = value + 1;
                if (NameComparison.ByTokens(_left, left, right, value) is not NameLevel.Differ and var level)
                    chunk.Add(left, level);
            }
        }

        chunk.EndName();
    }

    /// <summary>The tokens of one name; equal letters in a row give the same deletion, which comes once.</summary>
    private ref struct NameParts(ValueTable names, int value)
    {
        private readonly ReadOnlySpan<ulong> _fixed = names.Fixed(value);
        private readonly ReadOnlySpan<ulong> _edits = names.Edits(value);
        private int _at = -1;

        public ulong Current { get; private set; }

        public readonly NameParts GetEnumerator() => this;

        public bool MoveNext()
        {
            // Exact, words and roots; then of 2n edit tokens the whole and n deletions.
            const int first = 1, words = NameToken.FirstWord, last = NameToken.Root + NameToken.Roots;
            while (++_at < first + last - words + 1 + (_edits.Length / 2))
            {
                var token = _at == 0 ? _fixed[NameToken.Exact]
                    : _at < first + last - words ? _fixed[words + _at - first]
                    : _edits.IsEmpty ? 0 : _edits[_at - (first + last - words)];
                if (token == 0 || token == Current)
                    continue;
                Current = token;
                return true;
            }

            return false;
        }
    }
}
