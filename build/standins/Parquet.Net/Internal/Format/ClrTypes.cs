namespace Parquet.Internal.Format;

/// <summary>The CLR types of columns.</summary>
internal static class ClrTypes
{
    private static readonly HashSet<Type> Supported =
    [
        typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint),
        typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(decimal),
        typeof(DateTime), typeof(DateOnly), typeof(string), typeof(byte[]),
    ];

    public static bool IsSupported(Type type) => Supported.Contains(type);
}
