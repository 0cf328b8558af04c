using System.Runtime.InteropServices;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// What blocking and comparison need of one person, in one cache line: numbers of tokens on the left side (0 = missing,
/// <see cref="TokenDictionary.Unknown"/> = nobody on the left has it) and where the values' other tokens are.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct PersonRow
{
    public int Forename, Surname, BirthDate, Postcode;
    public int ForenameSound, SurnameSound;
    public int Sector, District;
    public int ForenameValue, SurnameValue, BirthDateValue, PostcodeValue;
    public ulong PostcodeSignature;
    public short Year;
    public sbyte Month, Day, ForenameInitial, SurnameInitial, Sex;
    public NameShape Shape;
}

/// <summary>Names that are only a letter.</summary>
[Flags]
internal enum NameShape : byte
{
    Words = 0,
    ForenameIsInitial = 1,
    SurnameIsInitial = 2,
}
