using Mono.Cecil;

namespace TfPipeline.Architecture.Tests;

/// <summary>Which namespaces of one assembly use which: by the types that their types, members and code name.</summary>
internal static class NamespaceGraph
{
    private const string Razor = "__Blazor.";

    /// <summary>For each namespace the others of the same assembly that it uses, each with one example "type uses type".</summary>
    public static SortedDictionary<string, SortedDictionary<string, string>> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        var graph = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var type in module.GetTypes())
        {
            var from = Outer(type);
            if (NameOf(from) is not { Length: > 0 } name)
                continue;
            if (!graph.TryGetValue(name, out var uses))
                graph.Add(name, uses = new(StringComparer.Ordinal));
            foreach (var used in Used(type).SelectMany(Parts))
            {
                // A reference to a type of the same module is its definition.
                if (used is TypeDefinition definition && Outer(definition) is var to && NameOf(to) is { Length: > 0 } other && !string.Equals(other, name, StringComparison.Ordinal))
                    uses.TryAdd(other, $"{from.Name} uses {to.Name}");
            }
        }

        return graph;
    }

    // What the Razor compiler makes for a component belongs to the component's namespace; what other generators make belongs to nobody.
    private static string NameOf(TypeDefinition type) =>
        type.Namespace.StartsWith(Razor, StringComparison.Ordinal) ? type.Namespace[Razor.Length..type.Namespace.LastIndexOf('.')]
        : type.Namespace.StartsWith("TfPipeline.", StringComparison.Ordinal) ? type.Namespace
        : "";

    private static TypeDefinition Outer(TypeDefinition type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static IEnumerable<TypeReference?> Used(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var one in type.Interfaces)
            yield return one.InterfaceType;
        foreach (var attribute in type.CustomAttributes)
            yield return attribute.AttributeType;
        foreach (var field in type.Fields)
            yield return field.FieldType;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters)
                yield return parameter.ParameterType;
            if (!method.HasBody)
                continue;
            foreach (var variable in method.Body.Variables)
                yield return variable.VariableType;
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Operand is MethodReference call)
                {
                    yield return call.DeclaringType;
                    yield return call.ReturnType;
                    foreach (var argument in (call as GenericInstanceMethod)?.GenericArguments ?? [])
                        yield return argument;
                }
                else
                {
                    yield return instruction.Operand as TypeReference ?? (instruction.Operand as FieldReference)?.DeclaringType;
                }
            }
        }
    }

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification special => Parts(special.ElementType),
        _ => [type],
    };
}
