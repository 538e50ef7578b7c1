import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { eventOf, makeKey, postTo, rowsOf, visitorKey } from "@/tests/ingest-client";

const kills = 20;
const clients = 24;
const mostSends = 5;

type Running = { child: ChildProcess; port: number };

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

function startProcess(): Promise<Running> {
  const child = fork("tests/collector-process.ts", { execArgv: ["--import", "tsx"], env: process.env });
  children.add(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("message", ({ port }: { port: number }) => resolve({ child, port }));
  });
}

test(`G2: after ${kills} kills under load nothing that was acknowledged is lost, and each event is stored once`, async () => {
  const { key, projectId } = await makeKey();
  const acknowledged = new Map<string, string>();
  let current = await startProcess();
  let sends = 0;
  let isOver = false;

  const client = async (): Promise<void> => {
    let visitor = visitorKey();
    for (let index = 0; !isOver; index++) {
      if (index % 5 === 0) visitor = visitorKey();
      const event = eventOf(new Date(), { id: randomUUID() });
      const batch = {
        key,
        visitor,
        session: `${visitor}-${Math.floor(index / 3)}`,
        mode: "production",
        funnel: { id: "quiz-1" },
        page: { url: "https://quiz.example/" },
        inputs: { email: `${visitor}@example.com` },
        events: [event],
      };
      for (let time = 0; time < mostSends; time++) {
        sends += 1;
        const body = { ...batch, sentAt: Date.now() };
        const answer = await postTo(`http://127.0.0.1:${current.port}/i/v1/batch`, body).catch(() => null);
        if (answer?.status === 202) acknowledged.set(event.id, visitor);
        // Some are sent again although they were acknowledged, as a page does that has not heard the answer.
        if (answer?.status === 202 && index % 4 !== 0) break;
      }
    }
  };

  const running = Array.from({ length: clients }, client);
  for (let kill = 0; kill < kills; kill++) {
    const next = await startProcess();
    const target = acknowledged.size + 30;
    while (acknowledged.size < target) await new Promise((resolve) => setImmediate(resolve));
    current.child.kill("SIGKILL");
    current = next;
  }
  isOver = true;
  await Promise.all(running);

  const { events, profiles, facts } = await rowsOf(projectId);
  const stored = new Set(events.map(({ id }) => id));
  const lost = [...acknowledged.keys()].filter((id) => !stored.has(id));
  const created = facts.filter(({ type }) => type === "profile.created");
  console.info(
    JSON.stringify({
      test: "G2",
      kills,
      sends,
      acknowledged: acknowledged.size,
      stored: events.length,
      lost: lost.length,
      profiles: profiles.length,
    }),
  );
  expect(lost).toEqual([]);
  expect(stored.size).toBe(events.length);
  expect(created).toHaveLength(profiles.length);
  for (const { id, eventSequence } of profiles) {
    const sequences = facts.filter((fact) => fact.profileId === id).map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: eventSequence }, (_, index) => index + 1));
  }
}, 180_000);
