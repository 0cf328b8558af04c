namespace TfPipeline.Evaluation.Panels;

/// <summary>One outcome in one window.</summary>
/// <remarks>
/// Under another set of links a column is its base and the people who stand otherwise. Its arrays are made when they are asked for and
/// may be dropped by the collector: a panel under two sets of links would otherwise be held three times.
/// </remarks>
public sealed record OutcomeColumn
{
    private readonly Source<double> _value;
    private readonly Source<OutcomeState> _state;

    /// <summary>A column in memory.</summary>
    /// <param name="window">The window.</param>
    /// <param name="value">A value per person: 0 or 1 for an event; NaN exactly where <paramref name="state"/> has no value.</param>
    /// <param name="state">A state per person.</param>
    public OutcomeColumn(PanelWindow window, double[] value, OutcomeState[] state)
        : this(window, new Source<double>(value), new Source<OutcomeState>(state))
    {
    }

    private OutcomeColumn(PanelWindow window, Source<double> value, Source<OutcomeState> state) => (Window, _value, _state) = (window, value, state);

    /// <summary>The window.</summary>
    public PanelWindow Window { get; }

    /// <summary>A value per person: 0 or 1 for an event; NaN exactly where <see cref="State"/> has no value. Keep the array over a loop.</summary>
    public double[] Value
    {
        get => _value.Get();
        init => _value = new Source<double>(value);
    }

    /// <summary>A state per person. Keep the array over a loop.</summary>
    public OutcomeState[] State
    {
        get => _state.Get();
        init => _state = new Source<OutcomeState>(value);
    }

    /// <summary>The same column with the values of some people replaced.</summary>
    internal OutcomeColumn With(LinkSetChanges changes, OutcomeColumn alternatives) =>
        new(Window, _value.With(changes, alternatives._value), _state.With(changes, alternatives._state));

    /// <summary>An array, or what it is made from.</summary>
    private sealed class Source<T>
    {
        private readonly T[]? _whole;
        private readonly Func<T[]>? _make;
        private readonly WeakReference<T[]>? _made;

        public Source(T[] whole) => _whole = whole;

        private Source(Func<T[]> make) => (_make, _made) = (make, new WeakReference<T[]>(null!));

        public T[] Get()
        {
            if (_whole is not null)
                return _whole;
            if (_made!.TryGetTarget(out var made))
                return made;
            made = _make!();
            _made.SetTarget(made);
            return made;
        }

        public Source<T> With(LinkSetChanges changes, Source<T> alternatives) => new(() =>
        {
            var (array, others) = ((T[])Get().Clone(), alternatives.Get());
            for (var i = 0; i < changes.Person.Length; i++)
                array[changes.Person[i]] = others[changes.Alternative[i]];
            return array;
        });
    }
}
