namespace TfPipeline.Storage;

/// <summary>The containers of the pipeline, by the account that holds them.</summary>
public enum PipelineContainer
{
    /// <summary>Landing: what councils drop, <c>{gss}/{yyyy-mm-dd[-n]}/{file}</c>.</summary>
    Uploads,

    /// <summary>Landing: what departments deliver, <c>{department}/{delivery}/…</c>, manifest last.</summary>
    Extracts,

    /// <summary>Landing: receipts that a council reads, written once, <c>{gss}/…</c>.</summary>
    Receipts,

    /// <summary>Landing: a council's safe summaries, <c>{gss}/…</c>.</summary>
    Summaries,

    /// <summary>Working: accepted rows and snapshots, tokens and programme facts, encrypted.</summary>
    Cohort,

    /// <summary>Working: candidates, counts and links per run and department, encrypted.</summary>
    Links,

    /// <summary>Working: outcomes per person and window with release references; no token.</summary>
    Panel,

    /// <summary>Working: effect estimates before disclosure control.</summary>
    Estimates,

    /// <summary>Working: whole releases that wait for an output checker, <c>{release}/…</c>.</summary>
    Proposals,

    /// <summary>Working: what output checkers decided, <c>{checker's object id}/…</c>, written once.</summary>
    Approvals,

    /// <summary>Working: runs that a person asks for, <c>{operator's object id}/…</c>.</summary>
    Requests,

    /// <summary>Working: audit lines and disclosure details, counts only.</summary>
    Audit,

    /// <summary>Working: run records, markers, and the current states of submissions.</summary>
    Runs,

    /// <summary>Analytics: releases.</summary>
    Analytics,
}
