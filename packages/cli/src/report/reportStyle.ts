/** The style of the page: system fonts, light and dark as the reader's screen is, figures always on white, and A4 in print. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #ffffff; --soft: #595959; --line: #8a8a8a; --shade: #f2f2f2; --mark: #8a4b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #16181b; --soft: #b0b0b0; --line: #6f7378; --shade: #24272b; --mark: #ffb454; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); } h3 { font-size: 1rem; }
h1, dd, li, p, code { overflow-wrap: anywhere; }
a { color: inherit; } nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; }
dl { display: grid; grid-template-columns: fit-content(40%) 1fr; gap: 0.25rem 1rem; } dt { color: var(--soft); } dd { margin: 0; }
.wide { overflow-x: auto; margin: 1rem 0; } table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.6rem; text-align: left; vertical-align: top; } thead th { background: var(--shade); } tbody th { font-weight: 600; }
td { white-space: nowrap; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.finding, .warnings li { border-left: 4px solid var(--mark); padding: 0.25rem 0.75rem; background: var(--shade); } .warnings { list-style: none; padding: 0; }
figure { margin: 1.5rem 0; } figure svg { display: block; max-width: 100%; height: auto; background: #ffffff; } figcaption { color: var(--soft); padding-top: 0.25rem; }
pre { background: var(--shade); padding: 0.75rem 1rem; overflow-x: auto; white-space: pre-wrap; font-size: 0.85rem; } summary { cursor: pointer; }
@page { size: A4; margin: 18mm 15mm; }
@media print {
  :root { color-scheme: light; --ink: #000000; --paper: #ffffff; --soft: #333333; --line: #767676; --shade: #ffffff; --mark: #000000; }
  body { font-size: 10pt; margin: 0; padding: 0; max-width: none; } nav { display: none; } .wide { overflow: visible; } table { font-size: 7.5pt; }
  th, td { padding: 0.1rem 0.3rem; } td { white-space: normal; }
  figure, tr, h2, h3, .finding { break-inside: avoid; } h2, h3, caption { break-after: avoid; } thead { display: table-header-group; }
  figure svg { max-height: 235mm; } pre { font-size: 7.5pt; } details::details-content { display: block; content-visibility: visible; }
}
`
