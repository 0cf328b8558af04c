using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>The whole cohort, family by family; each draws from its own stream.</summary>
internal static class Population
{
    public static readonly DateOnly FirstIndex = new(2015, 1, 5);
    public static readonly DateOnly LastIndex = new(2017, 12, 20);

    private static readonly double[] FlagShares = [0.42, 0.50, 0.45, 0.55, 0.33, 0.48];
    private static readonly WeightedList<int> ChildCounts = new([(1, 0.33), (2, 0.36), (3, 0.19), (4, 0.08), (5, 0.04)]);

    public static SyntheticFamily[] Make(int families, ulong seed, int councils)
    {
        var factors = Enumerable.Range(0, councils)
            .Select(c => Rng.For(seed, "council", c) is var rng ? Selection.CouncilFactor(ref rng) : 0)
            .ToArray();
        var firstNumbers = new int[families];
        var made = new SyntheticFamily[families];
        Parallel.For(0, families, i => made[i] = MakeFamily(i, seed, councils, factors));
        // Numbers run on over the families, so they are given once all sizes are known.
        for (int i = 0, next = 0; i < families; i++)
        {
            firstNumbers[i] = next;
            next += made[i].Members.Count;
        }

        Parallel.For(0, families, i => Number(made[i], firstNumbers[i]));
        return made;
    }

    private static SyntheticFamily MakeFamily(int number, ulong seed, int councils, double[] factors)
    {
        var rng = Rng.For(seed, "family", number);
        var council = rng.Next(councils);
        var family = new SyntheticFamily
        {
            Number = number,
            Council = Places.Councils[council],
            Index = rng.Date(FirstIndex, LastIndex),
            Flags = DrawFlags(ref rng),
            Postcode = Places.Postcode(ref rng, Places.Councils[council].PostcodeArea),
        };
        AddMembers(family, ref rng);
        DrawHistories(family, seed);
        family.IsProgramme = Selection.IsProgramme(family, factors[council], ref rng);
        foreach (var person in family.Members)
        {
            var age = Ages.On(person.Born, family.Index);
            person.UpnKnown = age is >= 4 and <= 17 && rng.Chance(family.IsProgramme ? 0.75 : 0.45);
            person.NinoKnown = age >= 16 && rng.Chance(family.IsProgramme ? 0.70 : 0.40);
        }

        return family;
    }

    private static bool[] DrawFlags(ref Rng rng)
    {
        var flags = new bool[FlagShares.Length];
        do
        {
            for (var i = 0; i < flags.Length; i++)
                flags[i] = rng.Chance(FlagShares[i]);
        }
        while (flags.Count(f => f) < 2); // at least two problems make a family eligible
        return flags;
    }

    private static void AddMembers(SyntheticFamily family, ref Rng rng)
    {
        var children = ChildCounts.Draw(ref rng);
        var oldest = 1 + rng.Next(17);
        var mother = AdultBirth(family.Index, Math.Max(20, oldest + 17) + rng.Next(14), ref rng);
        var surname = Names.Surname(ref rng);
        var motherHere = rng.Chance(0.92);
        var partner = !motherHere || rng.Chance(0.45);
        var partnerSurname = rng.Chance(0.55) ? surname : Names.Surname(ref rng);
        if (motherHere)
            Add(family, surname, 'F', mother, ref rng);
        if (partner)
            Add(family, partnerSurname, 'M', mother.AddDays(rng.Between(-3600, 1800)), ref rng);
        AddChildren(family, children, oldest, rng.Chance(0.8) ? surname : partnerSurname, ref rng);
    }

    private static DateOnly AdultBirth(DateOnly index, int age, ref Rng rng) => index.AddYears(-age).AddDays(-rng.Next(365));

    private static void AddChildren(SyntheticFamily family, int children, int oldest, string surname, ref Rng rng)
    {
        var age = oldest;
        for (var c = 0; c < children && age >= 0; c++)
        {
            var born = family.Index.AddYears(-age).AddDays(-rng.Next(365));
            var twins = rng.Chance(0.015);
            for (var t = 0; t < (twins ? 2 : 1); t++)
                Add(family, surname, rng.Chance(0.51) ? 'M' : 'F', born, ref rng);
            age -= 1 + rng.Next(4);
        }
    }

    private static void Add(SyntheticFamily family, string surname, char sex, DateOnly born, ref Rng rng)
    {
        string forename;
        do
            forename = Names.Forename(ref rng, sex, born);
        while (family.Members.Exists(m => string.Equals(m.Forename, forename, StringComparison.Ordinal)));
        family.Members.Add(new SyntheticPerson
        {
            Family = family,
            Forename = forename,
            Surname = surname,
            Sex = sex,
            Born = born,
            Upn = NationalNumbers.Upn(ref rng, born),
            Nino = NationalNumbers.Nino(ref rng),
        });
    }

    private static void DrawHistories(SyntheticFamily family, ulong seed)
    {
        for (var d = 0; d < Departments.All.Count; d++)
        {
            var department = Departments.All[d];
            var rng = Rng.For(seed, department.Code, family.Number);
            foreach (var person in family.Members)
            {
                if (!department.CouldHold(person))
                    continue;
                person.Held[d] = !rng.Chance(department.AbsentShare);
                person.Histories[d] = department.Draw(person, person.Held[d], ref rng);
            }
        }
    }

    private static void Number(SyntheticFamily family, int first)
    {
        for (var i = 0; i < family.Members.Count; i++)
            family.Members[i].Number = first + i;
    }
}
