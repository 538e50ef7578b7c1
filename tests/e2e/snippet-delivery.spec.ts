import type { Page } from "@playwright/test";
import { expect, fox, leave, stopClock, test } from "./snippet-fixture";

const storedBatches = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("_q")).length);

test("no event is lost while the browser is offline, and none is sent under another id", async ({
  page,
  pages,
  collector,
  context,
}) => {
  await page.goto(pages.url);
  await expect.poll(() => collector.events().length).toBe(1);
  await context.setOffline(true);
  for (const [index, screen] of ["one", "two", "three"].entries()) {
    await fox(page, `fox.track("screen_presented", { screen_id: "${screen}" })`);
    await expect.poll(() => storedBatches(page)).toBe(index + 1);
  }
  await context.setOffline(false);
  await expect
    .poll(() => collector.events().map(({ properties }) => properties?.screen_id))
    .toEqual([undefined, "one", "two", "three"]);
  await expect.poll(() => storedBatches(page)).toBe(0);
  expect(collector.names()).toHaveLength(4);
});

test("503 with Retry-After waits that long, on later pages too, and repeats the same ids", async ({
  page,
  pages,
  collector,
}) => {
  await stopClock(page);
  collector.answerNext({ status: 503, retryAfter: "60" });
  await page.goto(pages.url);
  await page.clock.runFor(500);
  await expect.poll(() => collector.attempts.length).toBe(1);
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.endsWith("_w")));
  await page.clock.runFor(40_000);
  await page.goto(`${pages.url}/next`);
  await fox(page, 'fox.track("on the next page")');
  await page.clock.runFor(10_000);
  await expect.poll(() => storedBatches(page)).toBe(2);
  expect(collector.attempts).toHaveLength(1);
  await page.clock.runFor(10_000);
  await expect.poll(collector.names).toEqual(["onboarding_started", "on the next page"]);
  const [first, second] = collector.attempts;
  expect(second?.body.events).toEqual(first?.body.events);
  expect(second?.body.sentAt).toBeGreaterThan((first?.body.sentAt ?? 0) + 55_000);
});

test("without Retry-After the waits grow, with jitter", async ({ page, pages, collector }) => {
  await stopClock(page);
  collector.fail({ status: 500 });
  await page.goto(pages.url);
  await page.clock.runFor(300);
  await expect.poll(() => collector.attempts.length).toBe(1);
  for (const [attempts, shortest, rest] of [
    [2, 450, 1_200],
    [3, 950, 2_200],
    [4, 1_950, 4_200],
  ] as const) {
    await page.clock.runFor(shortest);
    expect(collector.attempts).toHaveLength(attempts - 1);
    await page.clock.runFor(rest);
    await expect.poll(() => collector.attempts.length).toBe(attempts);
    await expect.poll(() => storedBatches(page)).toBe(1);
  }
  expect(new Set(collector.attempts.map(({ body }) => body.events[0]?.id)).size).toBe(1);
});

for (const [what, answer, sent] of [
  ["429 is repeated", { status: 429, retryAfter: "1" }, ["onboarding_started", "later"]],
  [
    "a Retry-After that is a date is understood",
    { status: 503, retryAfter: new Date(0).toUTCString() },
    ["onboarding_started", "later"],
  ],
  [
    "a Retry-After that is nonsense is survived",
    { status: 503, retryAfter: "soon" },
    ["onboarding_started", "later"],
  ],
  ["400 is dropped", { status: 400 }, ["later"]],
  ["401 is dropped", { status: 401 }, ["later"]],
] as const) {
  test(what, async ({ page, pages, collector }) => {
    collector.answerNext(answer);
    await page.goto(pages.url);
    await expect.poll(() => collector.attempts.length).toBe(1);
    await fox(page, 'fox.track("later")');
    await expect.poll(collector.names).toEqual(sent);
    await expect.poll(() => storedBatches(page)).toBe(0);
  });
}

test("a page left at once still sends its last call", async ({ page, pages, collector }) => {
  await page.goto(pages.url);
  await expect.poll(() => collector.events().length).toBe(1);
  await fox(page, 'fox.inputs.set("email", "a@example.com"); fox.track("last"); location.href = "/plain"');
  await expect.poll(collector.names).toContain("last");
  expect(collector.inputs()).toEqual({ email: "a@example.com" });
});

test("a hidden tab sends what it holds without waiting for its timer", async ({ page, pages, collector }) => {
  await stopClock(page);
  await page.goto(pages.url);
  await page.waitForFunction("window.fox && window.fox.inputs");
  expect(collector.attempts).toHaveLength(0);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(collector.names).toEqual(["onboarding_started"]);
});

test("a page closed before the answer sends the same events again at the next visit", async ({
  page,
  pages,
  collector,
  context,
}) => {
  collector.answerNext({ status: 202, hang: true });
  await page.goto(pages.url);
  await expect.poll(() => collector.attempts.length).toBe(1);
  await page.close();
  const next = await context.newPage();
  await next.goto(pages.url);
  await expect.poll(() => collector.attempts.length).toBe(3);
  const [first, second] = collector.attempts;
  expect(second?.body).toEqual({ ...first?.body, sentAt: expect.any(Number) });
  expect(collector.visitors()).toHaveLength(1);
});

test("a batch from a failed page never brings back an answer that was corrected since", async ({
  page,
  pages,
  collector,
}) => {
  collector.fail({ status: 503 });
  await page.goto(pages.url);
  await fox(page, 'fox.inputs.set("email", "wrong@example.com")');
  await expect.poll(() => collector.attempts.length).toBe(1);
  collector.fail(undefined);
  await page.goto(`${pages.url}/next`);
  await fox(page, 'fox.inputs.set("email", "right@example.com")');
  await expect.poll(() => collector.inputs().email).toBe("right@example.com");
  await leave(page);
  expect(collector.accepted().at(-1)?.inputs?.email).toBe("right@example.com");
});

test("two tabs share one visitor and lose nothing through an outage", async ({
  page,
  pages,
  collector,
  context,
}) => {
  const second = await context.newPage();
  await page.goto(pages.url);
  await expect.poll(() => collector.visitors().length).toBe(1);
  await second.goto(pages.url);
  await expect.poll(() => collector.sessions().length).toBe(2);
  collector.fail({ status: 503 });
  await Promise.all(
    [page, second].map((tab, index) =>
      fox(tab, `for (let i = 0; i < 20; i++) fox.track("tab_${index}_" + i)`),
    ),
  );
  await expect.poll(() => storedBatches(page)).toBe(2);
  collector.fail(undefined);
  await expect.poll(() => collector.events().length, { timeout: 15_000 }).toBe(42);
  await expect.poll(() => storedBatches(page)).toBe(0);
  expect(collector.visitors()).toHaveLength(1);
  expect(collector.sessions()).toHaveLength(2);
});

test("at most 100 events wait, the newest, and none for longer than 24 hours", async ({
  page,
  pages,
  collector,
}) => {
  await stopClock(page);
  collector.fail({ status: 503, retryAfter: "3600" });
  await page.goto(pages.url);
  await page.clock.runFor(300);
  for (let round = 0; round < 6; round++) {
    await fox(page, `for (let i = 0; i < 30; i++) fox.track("r${round}")`);
    await page.clock.runFor(300);
  }
  const waiting = await page.evaluate(() =>
    Object.entries(localStorage).flatMap(([key, text]) =>
      key.includes("_q") ? (JSON.parse(`{${text.split("\n")[1]}`).events as unknown[]) : [],
    ),
  );
  expect(waiting).toHaveLength(90);
  expect(JSON.stringify(waiting)).not.toContain('"r0"');
  expect(JSON.stringify(waiting)).toContain('"r5"');
  await leave(page);
  collector.fail(undefined);
  await page.clock.fastForward("24:00:01");
  await page.goto(pages.url);
  await page.clock.runFor(300);
  await expect.poll(collector.names).toEqual(["onboarding_started"]);
  await expect.poll(() => storedBatches(page)).toBe(0);
});
