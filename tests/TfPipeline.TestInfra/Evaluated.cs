using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TfPipeline.TestInfra;

/// <summary>What a template comes to with given parameters: resources with their names, conditions and loops resolved.</summary>
internal sealed class Evaluated
{
    // So that a breach can be written as it is read: quotes and angle brackets as they are.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Evaluated(JsonObject document)
    {
        Document = document;
        Resources = [.. document["predictedResources"]!.AsArray().Select(one => one!.AsObject())];
    }

    public JsonObject Document { get; }

    public IReadOnlyList<JsonObject> Resources { get; }

    public IEnumerable<JsonObject> OfType(string type) => Resources.Where(one => Type(one) == type);

    public JsonObject Named(string type, string start) => OfType(type).Single(one => Name(one).StartsWith(start, StringComparison.Ordinal));

    /// <summary>A copy in which a text of the JSON is another one; refuses to change nothing.</summary>
    public Evaluated With(string from, string to)
    {
        var text = Document.ToJsonString(Plain);
        return text.Contains(from, StringComparison.Ordinal)
            ? new Evaluated(JsonNode.Parse(text.Replace(from, to, StringComparison.Ordinal))!.AsObject())
            : throw new InvalidOperationException($"The evaluated template does not contain {from}");
    }

    public Evaluated Without(Func<JsonObject, bool> resource)
    {
        var copy = JsonNode.Parse(Document.ToJsonString())!.AsObject();
        var list = copy["predictedResources"]!.AsArray();
        if (list.RemoveAll(one => resource(one!.AsObject())) == 0)
            throw new InvalidOperationException("No such resource.");
        return new Evaluated(copy);
    }

    /// <summary>A copy with one resource more.</summary>
    public Evaluated And(JsonObject resource)
    {
        var copy = JsonNode.Parse(Document.ToJsonString())!.AsObject();
        copy["predictedResources"]!.AsArray().Add((JsonNode)resource.DeepClone());
        return new Evaluated(copy);
    }

    public static string Type(JsonObject resource) => resource["type"]!.GetValue<string>();

    public static string Name(JsonObject resource) => resource["name"]!.GetValue<string>();

    public static string Id(JsonObject resource) => resource["id"]!.GetValue<string>();

    /// <summary>A value below a resource as text; null where there is none. Path segments are separated by dots.</summary>
    public static string? Text(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
            node = (node as JsonObject)?[part];
        return node?.ToString();
    }
}
