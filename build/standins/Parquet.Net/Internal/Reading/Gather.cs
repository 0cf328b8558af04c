namespace Parquet.Internal.Reading;

/// <summary>Looks indices up in a dictionary; the indices have been checked against its length.</summary>
internal static class Gather
{
    public static void Take<T>(T[] dictionary, ReadOnlySpan<uint> indices, Span<T> destination)
    {
        ref var first = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(dictionary);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = System.Runtime.CompilerServices.Unsafe.Add(ref first, indices[i]);
    }
}
