using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.TestData;

/// <summary>Made-up families and a noisy copy of some of them, with the truth.</summary>
internal sealed record MadeUpPeople(IdentifierBatch Left, IdentifierBatch Right, string[] RightIds, int[] Truth)
{
    private static readonly string[] Syllables = ["AN", "BER", "CAL", "DON", "EL", "FIN", "GOR", "HAL", "IN", "JAR", "KEL", "LOR", "MAN", "NOR", "OS", "PEN", "QUI", "RAN", "SEL", "TOR"];

    /// <param name="families">Families on the left.</param>
    /// <param name="outsiders">Families on the right only.</param>
    /// <param name="share">Share of left people who have a record.</param>
    /// <param name="seed">Seed.</param>
    public static MadeUpPeople Make(int families, int outsiders, double share, int seed)
    {
        var random = new Random(seed);
        var (left, right, truth) = (new List<Person>(), new List<Person>(), new List<int>());
        for (var f = 0; f < families; f++)
        {
            foreach (var person in Family(random))
            {
                left.Add(person);
                if (random.NextDouble() >= share)
                    continue;
                right.Add(Noisy(person, random));
                truth.Add(left.Count - 1);
            }
        }

        for (var f = 0; f < outsiders; f++)
        {
            foreach (var person in Family(random))
            {
                right.Add(person);
                truth.Add(-1);
            }
        }

        return new MadeUpPeople(Batch(left), Batch(right), [.. right.Select((_, i) => $"r{i:00000}")], [.. truth]);
    }

    /// <summary>The same people, each with a National Insurance number on both sides.</summary>
    public MadeUpPeople WithNumbers() => this with
    {
        Left = Left with { Nino = [.. Enumerable.Range(0, Left.Count).Select(Number)] },
        Right = Right with { Nino = [.. Truth.Select((t, i) => Number(t >= 0 ? t : 500_000 + i))] },
    };

    /// <summary>The right side in this order, cut into so many partitions of several batches.</summary>
    public IReadOnlyList<IAsyncEnumerable<RecordBatch>> Partitions(int count, int[]? order = null)
    {
        order ??= [.. Enumerable.Range(0, RightIds.Length)];
        var size = (order.Length + count - 1) / count;
        return [.. order.Chunk(Math.Max(1, size)).Select(Batches)];
    }

    private async IAsyncEnumerable<RecordBatch> Batches(int[] rows)
    {
        await Task.CompletedTask;
        foreach (var chunk in rows.Chunk(700))
            yield return new RecordBatch([.. chunk.Select(i => RightIds[i])], Pick(Right, chunk));
    }

    private static IdentifierBatch Pick(IdentifierBatch batch, int[] rows) => new()
    {
        Count = rows.Length,
        Forename = [.. rows.Select(i => batch.Forename![i])],
        Surname = [.. rows.Select(i => batch.Surname![i])],
        Sex = [.. rows.Select(i => batch.Sex![i])],
        DateOfBirth = [.. rows.Select(i => batch.DateOfBirth![i])],
        Postcode = [.. rows.Select(i => batch.Postcode![i])],
        Nino = batch.Nino is { } numbers ? [.. rows.Select(i => numbers[i])] : null,
    };

    private static List<Person> Family(Random random)
    {
        var surname = Name(random, 2);
        var postcode = Address(random);
        var people = new List<Person>();
        var size = random.Next(1, 6);
        for (var k = 0; k < size; k++)
        {
            var born = k > 0 && random.Next(30) == 0 ? people[^1].Born : new DateOnly(1960, 1, 1).AddDays(random.Next(20000));
            people.Add(new Person(Name(random, random.Next(1, 3)), surname, random.Next(2) == 0 ? "M" : "F", born, postcode));
        }

        return people;
    }

    private static Person Noisy(Person person, Random random) => person with
    {
        Forename = random.NextDouble() < 0.10 ? Slip(person.Forename!, random) : person.Forename,
        Surname = random.NextDouble() < 0.06 ? Name(random, 2) : random.NextDouble() < 0.10 ? Slip(person.Surname!, random) : person.Surname,
        Born = random.NextDouble() < 0.02 ? person.Born!.Value.AddDays(random.Next(1, 9)) : person.Born,
        Postcode = random.NextDouble() < 0.30 ? Address(random) : random.NextDouble() < 0.02 ? null : person.Postcode,
    };

    private static string Slip(string name, Random random)
    {
        var at = random.Next(name.Length);
        return random.Next(3) switch
        {
            0 => name.Remove(at, 1).Insert(at, "E"),
            1 => name.Insert(at, "R"),
            _ => name.Length > 2 ? name.Remove(at, 1) : name,
        };
    }

    // Squared, so that some syllables are common.
    private static string Name(Random random, int syllables)
        => string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[(int)(Syllables.Length * random.NextDouble() * random.NextDouble())])) + Syllables[random.Next(Syllables.Length)];

    private static string Number(int person) => $"AB{person:000000}C";

    private static string Address(Random random) => $"SK{random.Next(1, 17)} {random.Next(1, 9)}{"ABDEFGHJLN"[random.Next(10)]}{"ABDEFGHJLN"[random.Next(10)]}";

    private static IdentifierBatch Batch(List<Person> people) => new()
    {
        Count = people.Count,
        Forename = [.. people.Select(p => p.Forename)],
        Surname = [.. people.Select(p => p.Surname)],
        Sex = [.. people.Select(p => p.Sex)],
        DateOfBirth = [.. people.Select(p => p.Born)],
        Postcode = [.. people.Select(p => p.Postcode)],
    };

    private sealed record Person(string? Forename, string? Surname, string? Sex, DateOnly? Born, string? Postcode);
}
