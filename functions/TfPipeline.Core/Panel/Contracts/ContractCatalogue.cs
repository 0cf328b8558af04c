using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Contracts;

/// <summary>The departments' contracts, in ordinal order of their codes.</summary>
public sealed class ContractCatalogue
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly SortedDictionary<string, DepartmentContract> _contracts = new(StringComparer.Ordinal);

    /// <summary>A catalogue of these contracts.</summary>
    /// <exception cref="ContractException">A contract breaks a rule, or two share a department or an outcome code.</exception>
    public ContractCatalogue(IEnumerable<DepartmentContract> contracts)
    {
        foreach (var contract in contracts)
        {
            ContractRules.Check(contract);
            if (!_contracts.TryAdd(contract.Department, contract))
                throw new ContractException(contract.Department, "the department has two contracts; keep one");
        }

        var twice = Outcomes.GroupBy(o => o.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ContractException(twice.Last().Department, $"outcome '{twice.Key}' has two contracts; give one another code");
    }

    /// <summary>The contracts that come with this build.</summary>
    public static ContractCatalogue BuiltIn { get; } = new(ReadBuiltIn());

    /// <summary>Every contract.</summary>
    public IReadOnlyCollection<DepartmentContract> All => _contracts.Values;

    /// <summary>Every outcome of every department, in the order of the panel.</summary>
    public IReadOnlyList<OutcomeDefinition> Outcomes => [.. All.SelectMany(c => c.Definitions)];

    /// <summary>The contract of a department, or null.</summary>
    public DepartmentContract? Find(string department) => _contracts.GetValueOrDefault(department);

    /// <summary>Reads one contract file.</summary>
    /// <exception cref="ContractException">The file is not a contract; the message says where.</exception>
    public static DepartmentContract Read(Stream json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<DepartmentContract>(json, Json) ?? throw new ContractException(name, "the file is empty");
        }
        catch (JsonException fault)
        {
            throw new ContractException(name, $"not a contract at {fault.Path ?? "$"}, line {(fault.LineNumber ?? 0) + 1}", fault);
        }
    }

    private static IEnumerable<DepartmentContract> ReadBuiltIn()
    {
        var assembly = typeof(ContractCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("contracts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return Read(stream, name);
        }
    }
}
