import { stringify } from "csv-stringify/sync";
import type { Ctx } from "../core/ctx";
import { type Overview, overviewPage } from "./export-overview";
import { cellText, exportedHeads, shownRow } from "./export-rows";
import { personPages } from "./person-pages";
import { nameOf } from "./personal-table";
import { personalTables } from "./register";

export type ExportFile = { name: string; pieces: AsyncIterable<string> };

/** Rows that the page for people shows of each kind; the files have all. */
const shownRows = 50;

/**
 * The files of one person's export, one after the other: JSON and CSV of each kind of record, and a page that a person can
 * read. No more than a page of rows is held at a time.
 */
export async function* exportFiles(
  ctx: Ctx,
  profileIds: readonly string[],
  about: { title: string; madeAt: Date },
): AsyncGenerator<ExportFile> {
  const overviews: Overview[] = [];
  for (const entry of personalTables.toReversed().filter(({ isExported }) => isExported)) {
    const name = nameOf(entry);
    const heads = exportedHeads(entry);
    const overview: Overview = { words: entry.words, file: name, heads, rows: [], count: 0 };
    yield { name: `data/${name}.json`, pieces: jsonPieces() };
    if (overview.count === 0) continue;
    overviews.push(overview);
    yield { name: `data/${name}.csv`, pieces: csvPieces() };

    async function* jsonPieces() {
      yield "[";
      for await (const page of personPages(ctx, entry, profileIds)) {
        const rows = page.map((row) => shownRow(entry, row));
        const start = overview.count === 0 ? "\n" : ",\n";
        overview.count += rows.length;
        for (const row of rows.slice(0, shownRows - overview.rows.length))
          overview.rows.push(Object.values(row).map((value) => cellText(value).slice(0, 300)));
        yield start + rows.map((row) => JSON.stringify(row)).join(",\n");
      }
      yield "\n]\n";
    }
    async function* csvPieces() {
      yield stringify([heads]);
      for await (const page of personPages(ctx, entry, profileIds))
        yield stringify(
          page.map((row) => Object.values(shownRow(entry, row)).map(cellText)),
          // A spreadsheet would run what begins with = + - @ as a formula.
          { escape_formulas: true },
        );
    }
  }
  yield { name: "index.html", pieces: whole(overviewPage({ ...about, overviews, shownRows })) };
}

async function* whole(text: string) {
  yield text;
}
