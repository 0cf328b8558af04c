using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>The working files of one linkage, by fixed names of small letters, digits and hyphens. They hold tokens: keep them encrypted.</summary>
public interface ILinkageFiles
{
    /// <summary>The keys that made the tokens.</summary>
    KeyRing Ring { get; }

    /// <summary>Writes a file, whole or not at all. One of the same name is replaced.</summary>
    Task SaveAsync(string name, Action<BinaryWriter> save, CancellationToken cancellationToken);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidOperationException">There is none of this name: an earlier step has not run.</exception>
    Task<T> LoadAsync<T>(string name, Func<BinaryReader, T> load, CancellationToken cancellationToken);
}
