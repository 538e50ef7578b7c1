import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { funnels } from "@/db/schema/funnels";
import { inSystem } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { eventOf, receivedAt, startTestCollector } from "@/tests/ingest-client";
import { startVisitors } from "@/tests/ingest-visitor";
import { funnelLimit } from "./funnel-plan";

const bot = { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" };
const day = 24 * 60;

let visits: Awaited<ReturnType<typeof startVisitors>>;
beforeAll(async () => {
  visits = await startVisitors();
});
afterAll(() => visits.close());

const visiting = (title: string | null, version: string, changes: Record<string, unknown> = {}) =>
  visits.batch({ funnel: { id: visits.visitor(), title, version }, ...changes });

async function funnel() {
  const { funnels: rows } = await visits.rows();
  return rows.find(({ alias }) => alias === visits.visitor());
}

test("neither bots nor previews change a live funnel", () =>
  visits.fresh(async () => {
    await visits.send(visiting("Sleep quiz", "1"));
    visits.at(2 * day);
    await visits.send(visiting("Hacked", "66"), bot);
    await visits.send(visiting("Draft", "2", { mode: "preview" }));
    const group = [visiting("Hacked", "66"), visiting("Draft", "2", { mode: "preview" })];
    await Promise.all(group.map((body, index) => visits.send(body, index === 0 ? bot : {})));
    expect(await funnel()).toMatchObject({ title: "Sleep quiz", version: "1", lastSeenAt: receivedAt });
  }));

test("a title fills an empty one at once and changes with the first visit of a day; a version changes any time", () =>
  visits.fresh(async () => {
    const seen = [];
    for (const [minutes, title] of [
      [0, null],
      [5, "First"],
      [10, "Second"],
      [day, "Third"],
      [day + 5, "Fourth"],
    ] as const) {
      visits.at(minutes);
      await visits.send(visiting(title, `${minutes}`));
      const row = await funnel();
      seen.push([row?.title, row?.version]);
    }
    expect(seen).toEqual([
      [null, "0"],
      ["First", "5"],
      ["First", "10"],
      ["Third", `${day}`],
      ["Third", `${day + 5}`],
    ]);
  }));

test("nothing is stored of a bot in a funnel that no person has visited", () =>
  visits.fresh(async () => {
    const events = [eventOf(receivedAt), eventOf(receivedAt, { id: "1" }), eventOf(receivedAt)];
    const body = visiting("Hacked", "1", { events });
    expect(await visits.send(body, bot)).toMatchObject({
      accepted: 0,
      duplicates: 0,
      rejected: [
        { index: 0, code: "unknown_funnel" },
        { index: 1, code: "invalid_id" },
        { index: 2, code: "unknown_funnel" },
      ],
    });
    expect(await funnel()).toBeUndefined();
    expect((await visits.mine()).profiles).toEqual([]);
    await visits.send(visiting("Sleep quiz", "1"));
    expect(await visits.send(body, bot)).toMatchObject({ accepted: 2 });
    expect(await funnel()).toMatchObject({ title: "Sleep quiz" });
  }));

test("a project that has a thousand funnels gets no more from pages, and its own go on", async () => {
  const full = await startTestCollector();
  await full.post(full.batch());
  const rows = Array.from({ length: funnelLimit - 2 }, (_, n) => ({
    ...{
      projectId: full.projectId,
      id: newId(receivedAt),
      alias: `old ${n}`,
      environment: "preview" as const,
    },
    ...{ firstSeenAt: receivedAt, lastSeenAt: receivedAt },
  }));
  await inSystem((tx) => tx.insert(funnels).values(rows));
  const ids = ["last", "quiz-1"];
  for (const id of ids) expect((await full.post(full.batch({ funnel: { id } }))).status).toBe(202);
  const answers = await Promise.all(
    ["one too many", "quiz-1", "last", "another"].map((id) => full.post(full.batch({ funnel: { id } }))),
  );
  expect(answers.map(({ status }) => status)).toEqual([400, 202, 202, 400]);
  expect(answers[0]?.body).toEqual({ code: "too_many_funnels", field: "funnel.id" });
  const stored = await inSystem((tx) =>
    tx.select({ id: funnels.id }).from(funnels).where(eq(funnels.projectId, full.projectId)),
  );
  expect(stored).toHaveLength(funnelLimit);
  await full.close();
});
