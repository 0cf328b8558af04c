using System.Text.Json.Serialization;

namespace TfPipeline.Runs;

/// <summary>Where a run stands. Linkage runs and release runs share the list; <see cref="RunTransitions"/> says what may follow what.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStage>))]
public enum RunStage
{
    /// <summary>Started, nothing done.</summary>
    Started,

    /// <summary>The cohort is being frozen.</summary>
    Snapshot,

    /// <summary>Deliveries are being chosen and counted.</summary>
    Planning,

    /// <summary>Departments are being compared and linked.</summary>
    Linking,

    /// <summary>Outcomes are being put together.</summary>
    BuildingPanel,

    /// <summary>The panel and its marker are there.</summary>
    PanelReady,

    /// <summary>Effects are being estimated.</summary>
    Estimating,

    /// <summary>The proposal is being written.</summary>
    Proposing,

    /// <summary>The proposal is there and waits for a checker, or was decided about before.</summary>
    Proposed,

    /// <summary>The start breaks a rule, a department has no usable delivery, or the name is taken; nothing was proposed.</summary>
    Refused,
}
