namespace TfPipeline.Synthetic;

/// <summary>The departments that synthetic data are made for, in ordinal order of their codes.</summary>
internal static class Departments
{
    public static IReadOnlyList<Department> All { get; } =
    [
        new BenefitsDepartment(), new SocialCareDepartment(), new EmploymentDepartment(), new OffencesDepartment(),
        new SchoolAttainmentDepartment(), new SchoolAttendanceDepartment(),
    ];

    public static int IndexOf(string code)
    {
        for (var i = 0; i < All.Count; i++)
            if (string.Equals(All[i].Code, code, StringComparison.Ordinal))
                return i;
        throw new ArgumentOutOfRangeException(nameof(code));
    }
}
