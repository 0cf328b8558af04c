namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>A folder for one test, removed after it.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tfp-e2e-");

    public Workspace()
    {
        Tfp = new Tfp(_folder.FullName);
        TestHost = new Tfp(_folder.FullName, "TfPipeline.TestHost.dll");
    }

    /// <summary>One that is shared by tests and removed when the test host ends.</summary>
    public static Workspace UntilExit()
    {
        var workspace = new Workspace();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => workspace.Dispose();
        return workspace;
    }

    public Tfp Tfp { get; }

    /// <summary>The same pipeline in a host that crashes where a test wants it to.</summary>
    public Tfp TestHost { get; }

    public string Folder => _folder.FullName;

    public string this[string relative] => Path.Combine(_folder.FullName, relative);

    /// <summary>Writes a key of 32 equal bytes and returns the file's path.</summary>
    public string Key(byte value = 7, int size = 32)
    {
        var path = this[$"key-{value}-{size}"];
        lock (_folder)
        {
            // Never again: a process of another test may be reading it.
            if (!File.Exists(path))
                File.WriteAllBytes(path, Enumerable.Repeat(value, size).ToArray());
        }

        return path;
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    /// <summary>Waits until a folder that exists holds as many files of this pattern.</summary>
    public static async Task UntilFilesAsync(string folder, string pattern, int count)
    {
        using var watcher = new FileSystemWatcher(folder, pattern);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (Directory.GetFiles(folder, pattern).Length >= count)
                enough.TrySetResult();
        }

        watcher.Created += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        Look();
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
