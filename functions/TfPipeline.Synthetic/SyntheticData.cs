namespace TfPipeline.Synthetic;

/// <summary>Makes a whole synthetic data set: uploads, extracts and, apart, the truth.</summary>
internal static class SyntheticData
{
    private const string About =
        """
        SYNTHETIC: made by 'tfp synth'; no real person is in these files. Names, dates, postcodes and numbers were drawn at random.
        """;

    public static async Task<SyntheticSummary> MakeAsync(SyntheticOptions options, CancellationToken cancellationToken)
    {
        var families = Population.Make(options.Families, options.Seed, options.Councils);
        var uploads = new UploadWriter(options);
        uploads.Write(families);
        var writers = Departments.All.Select(d => new DepartmentWriter(options, d, families)).ToList();
        await Parallel.ForEachAsync(writers, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken }, async (w, ct) => await w.WriteAsync(ct));
        Label(options.Out);
        var programme = ProgrammePeople(families, uploads.Uploaded);
        TruthWriter.Write(options, uploads, PlantedEffects.Count(programme), writers);
        if (options.Faults)
            FaultyUploads.Write(options, families);
        return new SyntheticSummary(families.Length, families.Sum(f => f.Members.Count), families.Count(f => f.IsProgramme), uploads.Uploaded.Count, writers.Sum(w => w.Rows));
    }

    // Whoever was withdrawn is out of the study, and so out of the group whose effect is counted.
    private static List<SyntheticPerson> ProgrammePeople(SyntheticFamily[] families, List<UploadedPerson> uploaded)
    {
        var withdrawn = uploaded.Where(u => u.Note == FamilyNote.Withdrawn).Select(u => u.Person.Family).ToHashSet();
        return [.. families.Where(f => f.IsProgramme && !withdrawn.Contains(f)).SelectMany(f => f.Members)];
    }

    private static void Label(string folder) => File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, "SYNTHETIC.txt"), About.ReplaceLineEndings("\n"));
}

/// <summary>How much was made.</summary>
internal sealed record SyntheticSummary(int Families, int People, int ProgrammeFamilies, int UploadRows, long ExtractRows);
