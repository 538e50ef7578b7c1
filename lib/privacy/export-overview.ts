export type Overview = { words: string; file: string; heads: string[]; rows: string[][]; count: number };

/** A page that a person can read without us: no scripts, nothing loaded, everything that somebody typed shown as text. */
export function overviewPage(page: {
  title: string;
  madeAt: Date;
  overviews: readonly Overview[];
  shownRows: number;
}): string {
  const sections = page.overviews.map((overview) => section(overview, page.shownRows)).join("\n");
  const list = page.overviews
    .map(({ words, file, count }) => `<li><a href="#${file}">${text(words)}</a> ${count}</li>`)
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(page.title)}</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; }
th, td { border: 1px solid #ccc; padding: 4px 8px; text-align: start; vertical-align: top; max-width: 28rem; overflow-wrap: anywhere; }
th { background: #f3f3f5; white-space: nowrap; }
</style>
</head>
<body>
<h1>${text(page.title)}</h1>
<p>Everything that is kept about one person, as of ${text(page.madeAt.toISOString())}. Times are in UTC. The folder
<b>data</b> holds each kind of record whole, as JSON for programs and as CSV for spreadsheets.</p>
<ul>
${list}
</ul>
${sections}
</body>
</html>
`;
}

function section({ words, file, heads, rows, count }: Overview, shownRows: number): string {
  const head = heads.map((name) => `<th scope="col">${text(name)}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td><bdi>${text(cell)}</bdi></td>`).join("")}</tr>`)
    .join("\n");
  const more =
    count > shownRows ? `<p>The first ${shownRows} of ${count}. All of them: data/${file}.csv</p>` : "";
  return `<h2 id="${file}">${text(words)} (${count})</h2>
${more}<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

function text(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
