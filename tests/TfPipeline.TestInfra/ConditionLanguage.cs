using System.Text.RegularExpressions;

namespace TfPipeline.TestInfra;

/// <summary>
/// Evaluates the part of the language of role assignment conditions that the templates use, as it is documented: an attribute that is not
/// there makes every comparison false, and only Exists can ask for it.
/// https://learn.microsoft.com/azure/role-based-access-control/conditions-format
/// </summary>
internal sealed partial class ConditionLanguage
{
    private readonly List<string> _tokens;
    private readonly Request _request;
    private int _at;

    private ConditionLanguage(string text, Request request)
    {
        _tokens = [.. Token().Matches(text).Select(match => match.Value)];
        _request = request;
    }

    /// <summary>A request on a blob.</summary>
    /// <param name="Action">The data action.</param>
    /// <param name="SubOperations">Every suboperation that the operation belongs to.</param>
    /// <param name="Attributes">Attributes by their full name with the source: <c>@Resource[…]</c>.</param>
    public sealed record Request(string Action, IReadOnlyList<string> SubOperations, IReadOnlyDictionary<string, string> Attributes);

    /// <summary>Whether the condition lets the request pass; an empty condition lets everything pass.</summary>
    public static bool Allows(string condition, Request request)
    {
        if (condition.Length == 0)
            return true;
        var language = new ConditionLanguage(condition, request);
        var allowed = language.Any();
        return language._at == language._tokens.Count ? allowed : throw new NotSupportedException("The condition goes on: " + language._tokens[language._at]);
    }

    private bool Any()
    {
        var value = All();
        while (Next("OR"))
            value |= All();
        return value;
    }

    private bool All()
    {
        var value = One();
        while (Next("AND"))
            value &= One();
        return value;
    }

    private bool One()
    {
        if (Next("!") || Next("NOT"))
            return !One();
        if (Next("("))
        {
            var inner = Any();
            Take(")");
            return inner;
        }

        if (Next("Exists"))
            return _request.Attributes.ContainsKey(_tokens[_at++]);
        if (Next("ActionMatches"))
            return Argument() == _request.Action;
        if (Next("SubOperationMatches"))
            return _request.SubOperations.Contains(Argument(), StringComparer.Ordinal);
        return Comparison();
    }

    private bool Comparison()
    {
        var attribute = _tokens[_at++];
        if (!attribute.StartsWith('@'))
            throw new NotSupportedException("No attribute: " + attribute);
        var sign = _tokens[_at++];
        var there = _request.Attributes.TryGetValue(attribute, out var left);
        if (sign == "ForAllOfAnyValues:StringEquals")
        {
            var allowed = List();
            return there && left!.Split(',').All(value => allowed.Contains(value, StringComparer.Ordinal));
        }

        var right = _tokens[_at++].Trim('\'');
        return sign switch
        {
            "StringEquals" => there && left == right,
            "StringStartsWith" => there && left!.StartsWith(right, StringComparison.Ordinal),
            "StringNotEquals" => there && left != right,
            _ => throw new NotSupportedException("The comparison " + sign),
        };
    }

    private string Argument() => List().Single();

    private List<string> List()
    {
        Take("{");
        var values = new List<string>();
        do
            values.Add(_tokens[_at++].Trim('\''));
        while (Next(","));
        Take("}");
        return values;
    }

    private bool Next(string token)
    {
        if (_at >= _tokens.Count || _tokens[_at] != token)
            return false;
        _at++;
        return true;
    }

    private void Take(string token)
    {
        if (!Next(token))
            throw new NotSupportedException($"{_tokens[_at]} where {token} is expected");
    }

    [GeneratedRegex("@(?:Resource|Request|Principal|Environment)\\[[^\\]]+\\]|'[^']*'|[(){},!]|[A-Za-z:]+", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
