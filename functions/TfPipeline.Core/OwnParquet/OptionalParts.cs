using System.Buffers;

namespace TfPipeline.Core.OwnParquet;

/// <summary>The values that are there, and for every row whether there is one (1) or none (0), as a file has them.</summary>
internal sealed class OptionalParts<T>(int rows) : IDisposable
    where T : struct
{
    private readonly T[] _values = ArrayPool<T>.Shared.Rent(rows);
    private readonly int[] _levels = ArrayPool<int>.Shared.Rent(rows);

    /// <summary>Room for a value of every row; those that are there stand at the front.</summary>
    public Memory<T> Values => _values.AsMemory(0, rows);

    /// <summary>A level for every row.</summary>
    public Memory<int> Levels => _levels.AsMemory(0, rows);

    /// <summary>Gives every row its value, or what stands for none.</summary>
    public void Spread<TInto>(Span<TInto> into, Func<T, TInto> value, TInto none)
    {
        var next = 0;
        for (var i = 0; i < rows; i++)
            into[i] = _levels[i] == 0 ? none : value(_values[next++]);
    }

    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_values);
        ArrayPool<int>.Shared.Return(_levels);
    }
}
