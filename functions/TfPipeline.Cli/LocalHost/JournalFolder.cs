using System.Globalization;
using System.Text;

namespace TfPipeline.Cli.LocalHost;

/// <summary>Where the journals of all orchestrations lie: one file each, named after the instance.</summary>
internal sealed class JournalFolder(string folder)
{
    private const string Extension = ".journal";

    public string PathOf(string instanceId) => Path.Combine(folder, Encode(instanceId) + Extension);

    /// <summary>The state of one orchestration; null where there is none.</summary>
    public InstanceStatus? Find(string instanceId) =>
        Journal.Peek(PathOf(instanceId)) is { Count: > 0 } events ? InstanceStatus.Of(instanceId, events) : null;

    /// <summary>All orchestrations, in the order of their ids.</summary>
    public IEnumerable<InstanceStatus> List()
    {
        if (!Directory.Exists(folder))
            return [];

        return Directory.EnumerateFiles(folder, "*" + Extension)
            .Select(path => Decode(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(Find)
            .OfType<InstanceStatus>();
    }

    private static string Encode(string instanceId)
    {
        var name = new StringBuilder(instanceId.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(instanceId))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.')
                name.Append((char)octet);
            else
                name.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return name.ToString();
    }

    private static string Decode(string name) => Uri.UnescapeDataString(name);
}
