using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TfPipeline.Functions.Tests.Publishing;

/// <summary>Reads the options of an extension off its assembly, which is made for the host's process and is not loaded here.</summary>
internal static class ShippedOptions
{
    /// <summary>The names of the properties of the class with that name, in any namespace.</summary>
    public static IReadOnlyList<string> PropertiesOf(string assembly, string type)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var found = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).First(one => metadata.GetString(one.Name) == type);
        return [.. found.GetProperties().Select(property => metadata.GetString(metadata.GetPropertyDefinition(property).Name))];
    }
}
