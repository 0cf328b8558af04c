using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>What every template has to be, whatever it deploys.</summary>
internal static class ShapeChecks
{
    private static readonly string[] Entrances = ["main.bicep", "events.bicep", "types.bicep"];
    private static readonly string[] Unchecked = ["name", "parent", "scope", "dependsOn", "tags", "location"];

    public static IEnumerable<string> Parses(Deployment all) =>
        all.Files.Where(file => file.Errors.Length > 0).Select(file => $"{file.Name} does not parse at line {string.Join(", ", file.Errors)}.");

    public static IEnumerable<string> Describes(Deployment all) => all.Files.SelectMany(file => file.Params.Where(p => !p.Described).Select(p => $"{file.Name}: {p.Name}")
        .Concat(file.Outputs.Where(o => !o.Described).Select(o => $"{file.Name}: output {o.Name}"))
        .Concat(file.Text.StartsWith("// ", StringComparison.Ordinal) ? [] : [file.Name]));

    public static IEnumerable<string> UsesEveryParameter(Deployment all) =>
        all.Files.SelectMany(file => file.Params.Where(p => file.Identifiers.Count(i => i == p.Name) < 2).Select(p => $"{file.Name}: {p.Name}"));

    public static IEnumerable<string> CallsEveryModuleWithItsParameters(Deployment all)
    {
        var called = new HashSet<string>(Entrances, StringComparer.Ordinal);
        foreach (var (file, module) in all.Files.SelectMany(file => file.Modules.Select(module => (file, module))))
        {
            var target = all[Path.GetFileName(module.Target)];
            called.Add(target.Name);
            var given = module.Body["params"]!.AsObject().Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
            if (!given.SetEquals(target.Params.Select(p => p.Name)))
                yield return $"{file.Name} calls {target.Name} with other parameters than it has.";
        }

        foreach (var file in all.Files.Where(file => !called.Contains(file.Name)))
            yield return $"{file.Name} is not used.";
    }

    /// <summary>
    /// A compiler would know the types; none runs here. So each type, version, property and fixed value that a template uses has to be
    /// written in checked-types.json by whoever looked it up, and nothing may stay there that no template uses.
    /// </summary>
    public static IEnumerable<string> UsesWhatWasLookedUp(Deployment all)
    {
        var used = new Dictionary<string, Dictionary<string, HashSet<string>>>(StringComparer.Ordinal);
        foreach (var resource in all.Resources)
        {
            var paths = used.TryGetValue(resource.Target, out var known) ? known : used[resource.Target] = new(StringComparer.Ordinal);
            foreach (var (path, values) in resource.Paths.Where(p => p.Key != "properties" && !Unchecked.Contains(p.Key.Split('.')[0], StringComparer.Ordinal)))
            {
                if (!paths.TryGetValue(path, out var seen))
                    paths[path] = seen = new(StringComparer.Ordinal);
                seen.UnionWith(values);
            }
        }

        var written = all.CheckedTypes.ToDictionary(t => t.Key, t => t.Value!["properties"]!.AsObject(), StringComparer.Ordinal);
        return Differences(used.Keys, written.Keys)
            .Concat(used.Where(t => written.ContainsKey(t.Key)).SelectMany(t => Differences(t.Value.Keys, written[t.Key].Select(p => p.Key)).Select(p => $"{t.Key} {p}")
                .Concat(t.Value.Where(p => written[t.Key][p.Key] is JsonArray { Count: > 0 } allowed && !p.Value.SetEquals(allowed.Select(v => v!.GetValue<string>())))
                    .Select(p => $"{t.Key} {p.Key}: {string.Join(", ", p.Value)}"))));
    }

    public static IEnumerable<string> HoldsNoSecret(Deployment all)
    {
        var keys = new Regex("listKeys|listSecrets|listAccountSas|AccountKey|@secure|SharedAccessKey", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var file in all.Files)
        {
            // Event Grid has to be told the webhook's address, the system key in it.
            var text = file.Name == "event-subscription.bicep"
                ? file.Text.Replace("listKeys('${app.id}/host/default'", string.Empty, StringComparison.Ordinal)
                : file.Text;
            if (keys.IsMatch(text) || file.Params.Any(p => p.Secure) || file.Outputs.Any(o => keys.IsMatch(o.Value)))
                yield return $"{file.Name} holds or prints a secret.";
        }
    }

    private static IEnumerable<string> Differences(IEnumerable<string> used, IEnumerable<string> written)
    {
        var left = used.ToHashSet(StringComparer.Ordinal);
        var right = written.ToHashSet(StringComparer.Ordinal);
        return left.Except(right).Select(one => $"{one} was not looked up").Concat(right.Except(left).Select(one => $"{one} is not used"));
    }
}
