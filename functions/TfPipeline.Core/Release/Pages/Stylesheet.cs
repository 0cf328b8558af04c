namespace TfPipeline.Core.Release.Pages;

/// <summary>The look of every page: light, dark, narrow, wide and printed. Groups differ in shape as well as in colour.</summary>
internal static class Stylesheet
{
    public const string Text = """
        :root { --ink:#1b1f24; --soft:#57606a; --page:#fff; --panel:#f5f6f8; --line:#d3d8de; --link:#0b57a4;
          --prog:#0b62b5; --comp:#a85b00; --good:#17693a; --bad:#ab1f2d; --warn-ink:#4a3500; --warn:#ffe9a8; color-scheme:light dark; }
        @media (prefers-color-scheme: dark) { :root { --ink:#e7eaee; --soft:#a4adb8; --page:#14171b; --panel:#1e2228; --line:#3b424b; --link:#86bdff;
          --prog:#6fb3ff; --comp:#f0a44b; --good:#7fd49c; --bad:#ff8f98; --warn-ink:#fff3cf; --warn:#57430a; } }
        * { box-sizing:border-box; }
        html { scroll-padding-top:1rem; -webkit-text-size-adjust:100%; }
        body { margin:0 auto; padding:0 1.25rem 4rem; max-width:68rem; background:var(--page); color:var(--ink);
          font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif; overflow-wrap:break-word; }
        h1 { font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem); line-height:1.15; margin:1.5rem 0 .5rem; }
        h2 { font-size:1.4rem; line-height:1.25; margin:0 0 .75rem; }
        h3 { font-size:1.05rem; margin:1.75rem 0 .4rem; }
        p, li { max-width:46rem; } .lead { font-size:1.1rem; color:var(--soft); margin-top:0; }
        section { border-top:1px solid var(--line); padding-top:1.5rem; margin-top:2.25rem; }
        a { color:var(--link); } a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline:3px solid var(--link); outline-offset:2px; }
        .skip { position:absolute; left:-999rem; } .skip:focus { left:1rem; top:.5rem; background:var(--page); padding:.5rem 1rem; z-index:2; }
        .banner { background:var(--warn); color:var(--warn-ink); margin:0 -1.25rem; padding:.7rem 1.25rem; max-width:none; }
        nav ul { list-style:none; padding:0; margin:1.25rem 0 0; display:flex; flex-wrap:wrap; gap:.25rem 1.25rem; } nav li { padding:.15rem 0; }
        .note { color:var(--soft); font-size:.9rem; } table .note { font-size:inherit; } .tag { font-size:.85rem; font-weight:600; white-space:nowrap; }
        .better { color:var(--good); } .worse { color:var(--bad); } .unclear { color:var(--soft); font-weight:400; }
        .tiles { display:grid; grid-template-columns:repeat(auto-fit,minmax(11rem,1fr)); gap:.75rem; margin:1rem 0; padding:0; list-style:none; }
        .tiles li { background:var(--panel); border-radius:.5rem; padding:.8rem 1rem; } .tiles b { display:block; font-size:1.7rem; line-height:1.2; }
        figure { margin:1rem 0 .5rem; } figcaption { font-weight:600; margin-bottom:.35rem; max-width:46rem; }
        .key { display:flex; flex-wrap:wrap; gap:.2rem 1.2rem; font-size:.9rem; color:var(--soft); margin:.2rem 0 .5rem; } .key svg { width:2.2rem; height:.9rem; vertical-align:-.05rem; margin-right:.35rem; }
        .rows { display:grid; grid-template-columns:minmax(9rem,17rem) minmax(10rem,1fr) minmax(9rem,14rem); align-items:stretch; column-gap:.9rem; }
        .rows > * { border-bottom:1px solid var(--line); min-height:2.1rem; display:flex; align-items:center; }
        .rows > .plot { position:relative; min-height:2.1rem; } .rows > .head { grid-column:1/-1; font-weight:600; color:var(--soft); font-size:.85rem; padding-top:.7rem; border-bottom:0; min-height:0; }
        .rows .value { font-variant-numeric:tabular-nums; font-size:.9rem; padding:.3rem 0; flex-wrap:wrap; gap:0 .4rem; } .rows .label { font-size:.93rem; line-height:1.3; padding:.3rem 0; }
        .rows .axis { border-bottom:0; color:var(--soft); }
        .rows .plot > svg { position:absolute; inset:0; width:100%; height:100%; overflow:visible; } .at { overflow:visible; } .rows .sides { justify-content:space-between; font-size:.85rem; min-height:0; }
        svg text { fill:var(--soft); font-size:.78rem; font-family:inherit; } svg .strong { fill:var(--ink); font-weight:600; }
        .zero { stroke:var(--ink); stroke-width:1; } .grid { stroke:var(--line); stroke-width:1; } .limit { stroke:var(--bad); stroke-dasharray:3 3; }
        .prog { fill:var(--prog); stroke:var(--prog); } .comp { fill:var(--comp); stroke:var(--comp); } .other { fill:var(--soft); stroke:var(--soft); } .prog.hollow, .comp.hollow, .other.hollow { fill:var(--page); }
        .wire { fill:none; stroke-width:2; } .prog.wire, .comp.wire { fill:none; } .comp.wire { stroke-dasharray:6 4; } .ci { stroke-width:2; }
        .multiples { display:grid; grid-template-columns:repeat(auto-fill,minmax(19rem,1fr)); gap:1.2rem; } .multiples figure { margin:0; } .multiples figcaption { font-size:.93rem; line-height:1.3; min-height:3.9em; display:flex; flex-direction:column; justify-content:flex-end; } .multiples figcaption small { font-weight:400; color:var(--soft); }
        .multiples svg { width:100%; max-width:26rem; height:auto; display:block; } .edge { stroke:var(--soft); stroke-dasharray:3 3; }
        .flow { list-style:none; padding:0; margin:1rem 0; max-width:46rem; } .flow > li { position:relative; background:var(--panel); border:1px solid var(--line); border-radius:.5rem; padding:.7rem 1rem; margin:0 0 1.6rem; max-width:none; }
        .flow > li:not(:last-child)::after { content:""; position:absolute; left:2rem; bottom:-1.6rem; height:1.6rem; border-left:2px solid var(--soft); }
        .flow dl, .facts { display:grid; grid-template-columns:1fr auto; gap:.1rem 1.5rem; margin:.3rem 0 0; } .flow dd, .facts dd { margin:0; text-align:right; font-variant-numeric:tabular-nums; }
        .scroll { overflow-x:auto; margin:.6rem 0; } table { border-collapse:collapse; width:100%; font-size:.9rem; } caption { text-align:left; color:var(--soft); padding:.2rem 0 .4rem; }
        th, td { text-align:left; padding:.35rem .8rem .35rem 0; border-bottom:1px solid var(--line); vertical-align:top; } thead th { vertical-align:bottom; white-space:normal; } tbody th { font-weight:400; min-width:10rem; }
        .n { text-align:right; font-variant-numeric:tabular-nums; } td.n { white-space:nowrap; } abbr { text-decoration:none; color:var(--soft); font-style:italic; }
        details { margin:.2rem 0 .6rem; } summary { cursor:pointer; color:var(--link); padding:.25rem 0; width:fit-content; }
        @media (max-width:44rem) { .rows { grid-template-columns:1fr; } .rows > * { border-bottom:0; min-height:0; } .rows > .value { border-bottom:1px solid var(--line); padding-bottom:.6rem; } .rows > .empty { display:none; } .multiples figcaption { min-height:0; } }
        @media print { :root { --ink:#000; --soft:#444; --page:#fff; --panel:#f4f4f4; --line:#bbb; --link:#000; --prog:#0b62b5; --comp:#a85b00; --warn:#fff3cf; --warn-ink:#000; --good:#17693a; --bad:#ab1f2d; color-scheme:light; }
          @page { margin:16mm 14mm; } body { max-width:none; padding:0; font-size:10pt; } nav, .skip { display:none; } .banner { margin:0; border:1px solid #000; } section { break-inside:auto; } h2, h3, figcaption { break-after:avoid; }
          .rows > *, tr, .flow > li, .multiples figure { break-inside:avoid; } .rows > .axis { break-before:avoid; } .scroll { overflow:visible; } table { font-size:8pt; } details::details-content { content-visibility:visible; block-size:auto; } summary { list-style:none; color:var(--soft); } * { print-color-adjust:exact; -webkit-print-color-adjust:exact; } }

        """;
}
