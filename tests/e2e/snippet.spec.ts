import { expect, fox, leave, stopClock, test } from "./snippet-fixture";

test("a first visit starts a profile, a session and the onboarding", async ({
  page,
  pages,
  collector,
  context,
}) => {
  await page.goto(`${pages.url}/?utm_source=meta&x=%F0%9F%98%80%00%zz#token=secret`);
  await expect.poll(collector.names).toEqual(["onboarding_started"]);
  const [batch] = collector.accepted();
  expect(batch).toMatchObject({ key: "pk_test", mode: "production", funnel: { id: "quiz-1" } });
  expect(batch?.page.url).toBe(`${pages.url}/?utm_source=meta&x=%F0%9F%98%80%00%zz`);
  expect(Math.abs((batch?.sentAt ?? 0) - Date.now())).toBeLessThan(10_000);
  const cookies = await context.cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ value: batch?.visitor, sameSite: "Lax", path: "/", secure: false });
  expect(cookies[0]?.name).toMatch(/^dsr_[a-z0-9]+$/);
  expect(Math.round(((cookies[0]?.expires ?? 0) - Date.now() / 1000) / 86_400)).toBe(400);
});

test("a second visit has the same visitor and another session", async ({
  page,
  pages,
  collector,
  context,
}) => {
  await page.goto(pages.url);
  await expect.poll(() => collector.sessions().length).toBe(1);
  await page.close();
  const again = await context.newPage();
  await again.goto(pages.url);
  await expect.poll(() => collector.sessions().length).toBe(2);
  expect(collector.visitors()).toHaveLength(1);
});

test("a reload and the funnel's next page keep the session", async ({ page, pages, collector }) => {
  await page.goto(`${pages.url}/?utm_source=meta`);
  await fox(page, 'fox.track("screen_presented", { screen_id: "one" })');
  await page.reload();
  await fox(page, 'fox.track("screen_presented", { screen_id: "two" })');
  await page.getByText("Next").click();
  await page.waitForURL("**/next");
  await fox(page, 'fox.track("screen_presented", { screen_id: "three" })');
  await expect
    .poll(() => collector.events().map(({ properties }) => properties?.screen_id))
    .toEqual([undefined, "one", "two", "three"]);
  expect(collector.sessions()).toHaveLength(1);
});

test("29 idle minutes keep the session, 30 start another on the open page", async ({
  page,
  pages,
  collector,
}) => {
  await stopClock(page);
  await page.goto(pages.url);
  await fox(page, 'fox.inputs.set("goal", "sleep")');
  await page.clock.runFor(1_000);
  await page.clock.fastForward("29:00");
  await fox(page, 'fox.track("early")');
  // The page's clock stands still: what waits for the answer to the last batch leaves only when it moves on.
  await expect(async () => {
    await page.clock.runFor(1_000);
    expect(collector.names()).toContain("early");
  }).toPass({ timeout: 10_000 });
  expect(collector.sessions()).toHaveLength(1);
  await page.clock.fastForward("30:01");
  await fox(page, 'fox.track("late")');
  await expect(async () => {
    await page.clock.runFor(1_000);
    expect(collector.sessions()).toHaveLength(2);
  }).toPass({ timeout: 10_000 });
  // A batch whose answer is slow, by the page's clock, is sent again with its ids.
  const once = new Map(collector.events().map(({ id, name }) => [id, name]));
  expect([...once.values()]).toEqual(["onboarding_started", "early", "onboarding_started", "late"]);
  expect(collector.visitors()).toHaveLength(1);
  expect(collector.accepted().at(-1)?.inputs).toEqual({ goal: "sleep" });
});

test("30 idle minutes before a page load start another session without the old answers", async ({
  page,
  pages,
  collector,
}) => {
  await stopClock(page);
  await page.goto(pages.url);
  await fox(page, 'fox.inputs.set("goal", "sleep")');
  await page.clock.runFor(1_000);
  await leave(page);
  await page.clock.fastForward("30:01");
  await page.goto(pages.url);
  expect(await fox(page, 'fox.inputs.get("goal")')).toBeUndefined();
  await page.clock.runFor(1_000);
  await expect.poll(() => collector.sessions().length).toBe(2);
});

for (const [what, second, sessions] of [
  ["another campaign", "?utm_source=tiktok", 2],
  ["another click id", "?utm_source=meta&fbclid=2", 2],
  ["the same campaign", "?utm_source=meta", 1],
  ["no campaign", "?page=2", 1],
] as const) {
  test(`${what} makes ${sessions} session(s)`, async ({ page, pages, collector }) => {
    await page.goto(`${pages.url}/?utm_source=meta`);
    await expect.poll(() => collector.sessions().length).toBe(1);
    await page.goto(`${pages.url}/${second}`);
    await fox(page, 'fox.track("arrived")');
    await expect.poll(collector.names).toContain("arrived");
    expect(collector.sessions()).toHaveLength(sessions);
    expect(collector.visitors()).toHaveLength(1);
  });
}

test("another funnel has a session of its own, and the first is resumed", async ({
  page,
  pages,
  collector,
}) => {
  pages.pages.set("/other", { funnel: "quiz-2" });
  await page.goto(pages.url);
  await expect.poll(() => collector.sessions().length).toBe(1);
  await page.goto(`${pages.url}/other`);
  await expect.poll(() => collector.sessions().length).toBe(2);
  await page.goto(pages.url);
  await fox(page, 'fox.track("back")');
  await expect.poll(collector.names).toContain("back");
  expect(collector.sessions()).toHaveLength(2);
  expect(collector.visitors()).toHaveLength(1);
});

test("two keys on one origin have two visitors", async ({ page, pages, collector }) => {
  pages.pages.set("/other", { key: "pk_other" });
  await page.goto(pages.url);
  await expect.poll(() => collector.visitors().length).toBe(1);
  await page.goto(`${pages.url}/other`);
  await expect.poll(() => collector.visitors().length).toBe(2);
});

test("inputs are strings, kept over pages, and the last value wins", async ({ page, pages, collector }) => {
  await page.goto(pages.url);
  await fox(page, 'fox.inputs.set("email", "a@example.com"); fox.inputs.set("age", 42); fox.identify(7)');
  await fox(page, 'fox.inputs.set("email", "b@example.com")');
  await page.goto(`${pages.url}/next`);
  expect(await fox(page, '["email", "age", "_USERID_", "none"].map(fox.inputs.get)')).toEqual([
    "b@example.com",
    "42",
    "7",
    undefined,
  ]);
  await expect.poll(collector.inputs).toEqual({ email: "b@example.com", age: "42", _USERID_: "7" });
});

test("reset starts another visitor with the next call", async ({ page, pages, collector }) => {
  await page.goto(pages.url);
  await fox(page, 'fox.inputs.set("email", "a@example.com"); fox.reset(); fox.track("after")');
  await expect.poll(() => collector.visitors().length).toBe(2);
  expect(collector.accepted().at(-1)).toMatchObject({ inputs: {} });
  expect(
    collector
      .accepted()
      .at(-1)
      ?.events.map(({ name }) => name),
  ).toEqual(["onboarding_started", "after"]);
  expect(await fox(page, 'fox.inputs.get("email")')).toBeUndefined();
});

test("what was said before a reset is sent, whatever the page's address holds", async ({
  page,
  pages,
  collector,
}) => {
  await page.goto(`${pages.url}/?plan=undefined`);
  await fox(page, 'fox.inputs.set("email", "a@example.com"); fox.reset()');
  await expect.poll(collector.inputs).toEqual({ email: "a@example.com" });
});

test("calls before load are kept, by the plain queue and by the stub", async ({ page, pages, collector }) => {
  pages.pages.set("/queue", {
    before:
      'window.fox = window.fox || { q: [] }; fox.q.push(["inputs.set", "email", "q@example.com"], ["track", "queued"], 5, ["nothing"]);',
  });
  await page.goto(`${pages.url}/queue`);
  await expect.poll(collector.names).toEqual(["onboarding_started", "queued"]);
  expect(collector.inputs()).toEqual({ email: "q@example.com" });
  await fox(page, 'fox.q.push(["track", "pushed later"])');
  await expect.poll(collector.names).toContain("pushed later");
  expect(await fox(page, "fox === dossier")).toBe(true);
});

test("a foreign global called fox stays as it is", async ({ page, pages, collector }) => {
  pages.pages.set("/foreign", { before: "window.fox = { mine: 1 };" });
  await page.goto(`${pages.url}/foreign`);
  await expect.poll(collector.names).toEqual(["onboarding_started"]);
  expect(await page.evaluate("[fox.mine, typeof fox.track, typeof dossier.track]")).toEqual([
    1,
    "undefined",
    "function",
  ]);
});

test("the snippet loaded twice counts once", async ({ page, pages, collector }) => {
  pages.pages.set("/twice", {
    before: `document.write('<script src="${collector.url}/dossier.js" data-key="pk_test" data-funnel="quiz-1"><\\/script>')`,
  });
  await page.goto(`${pages.url}/twice`);
  await fox(page, 'fox.track("once")');
  await expect.poll(collector.names).toEqual(["onboarding_started", "once"]);
});
