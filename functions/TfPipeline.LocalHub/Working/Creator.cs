using DurableTask.Core;

namespace TfPipeline.LocalHub.Working;

/// <summary>Makes an orchestration or an activity anew for each turn or attempt.</summary>
internal sealed class Creator<T> : ObjectCreator<T>
{
    private readonly Func<T> make;

    public Creator(string name, Func<T> make)
    {
        Name = name;
        Version = string.Empty;
        this.make = make;
    }

    public override T Create() => make();
}
