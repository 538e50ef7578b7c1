import postgres from "postgres";
import { testAdminUrl } from "./database";

/** Places in the whole database, all columns of all tables, in which a text stands: as it is or as bytes. */
export async function placesOf(text: string): Promise<Record<string, number>> {
  const sql = postgres(testAdminUrl(), { max: 1, onnotice: () => undefined });
  try {
    const tables = await sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`;
    const places: Record<string, number> = {};
    const bytes = Buffer.from(text).toString("hex");
    for (const { name } of tables) {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from ${sql(name)} t
        where strpos(lower(t::text), ${text.toLowerCase()}) > 0 or strpos(t::text, ${bytes}) > 0`;
      if (row && row.count > 0) places[name] = row.count;
    }
    return places;
  } finally {
    await sql.end();
  }
}
