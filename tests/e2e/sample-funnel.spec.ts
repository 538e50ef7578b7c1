import axe from "axe-core";
import { startSampleFunnel } from "@/lib/demo/sample-funnel";
import { test as base, expect, leave } from "./snippet-fixture";

const test = base.extend<{ funnel: string }>({
  funnel: async ({ collector }, use) => {
    const options = { collectorUrl: collector.url, publishableKey: "pk_sample" };
    const funnel = await startSampleFunnel({ port: 0, host: "127.0.0.1", ...options });
    await use(funnel.url);
    await funnel.stop();
  },
});

const answers = ["Stay asleep", "5 to 6", "Reading", "Once", "35-44"];

test("a person clicks through the quiz and is known by email and user id", async ({
  page,
  funnel,
  collector,
}) => {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`${funnel}?utm_source=meta&utm_campaign=autumn`);
  for (const answer of answers) await page.getByText(answer, { exact: true }).click();
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByRole("button", { name: "Show my plan" }).click();
  await expect(page.getByRole("heading", { name: "Your plan is ready" })).toBeFocused();
  await expect(page.getByText("ada@example.com")).toBeVisible();
  await expect.poll(collector.inputs).toEqual({
    goal: "Stay asleep",
    hours_slept: "5 to 6",
    evening_habit: "Reading",
    night_wakeups: "Once",
    age_group: "35-44",
    email: "ada@example.com",
    _USERID_: expect.stringMatching(/^nl_[a-z0-9]+$/),
  });
  const screens = collector.events().filter(({ name }) => name === "screen_presented");
  expect(screens.map(({ properties }) => properties?.screen_id)).toEqual([
    "goal",
    "hours",
    "habits",
    "wakeups",
    "age",
    "email",
    "final-plan",
  ]);
  expect(collector.names()).toContain("user_email_collected");
  expect(collector.accepted()[0]).toMatchObject({
    mode: "production",
    funnel: { id: "sleep-check", title: "Sleep check" },
    page: { url: `${funnel}?utm_source=meta&utm_campaign=autumn` },
  });
  expect(collector.sessions()).toHaveLength(1);
  expect(problems).toEqual([]);
});

test("the quiz works by keyboard alone, and Back returns to the answer", async ({
  page,
  funnel,
  collector,
}) => {
  await page.goto(funnel);
  for (const _ of answers) {
    for (const key of ["Tab", "Space", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  }
  await expect(page.getByRole("heading", { name: "Where should your plan go?" })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "How old are you?" })).toBeVisible();
  await expect(page.getByLabel("25-34")).toBeChecked();
  await leave(page);
  await expect.poll(() => collector.inputs().age_group).toBe("25-34");
});

test("an address that is none is refused on the page", async ({ page, funnel, collector }) => {
  await page.goto(funnel);
  for (const answer of answers) await page.getByText(answer, { exact: true }).click();
  await page.getByLabel("Email").fill("nonsense");
  await page.getByRole("button", { name: "Show my plan" }).click();
  await expect(page.getByRole("heading", { name: "Where should your plan go?" })).toBeVisible();
  expect(collector.inputs().email).toBeUndefined();
});

test("?preview=1 is a preview, another visitor each time", async ({ page, funnel, collector }) => {
  for (const visitors of [1, 2]) {
    await page.goto(`${funnel}?preview=1`);
    await expect.poll(() => collector.visitors().length).toBe(visitors);
  }
  expect(collector.accepted().every(({ mode }) => mode === "preview")).toBe(true);
});

test("?consent=required asks first, and remembers a yes", async ({ page, funnel, collector }) => {
  await page.goto(`${funnel}?consent=required`);
  await page.getByText("Stay asleep").click();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect
    .poll(collector.names)
    .toEqual(["onboarding_started", "screen_presented", "screen_completed", "screen_presented"]);
  await page.reload();
  await expect(page.getByText("May we measure")).toBeHidden();
  await expect(page.getByLabel("Stay asleep")).toBeChecked();
});

test("a decline sends nothing, and the quiz goes on", async ({ page, funnel, collector }) => {
  await page.goto(`${funnel}?consent=required`);
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByText("Stay asleep").click();
  await expect(page.getByRole("heading", { name: "How long do you sleep" })).toBeVisible();
  await leave(page);
  expect(collector.attempts).toEqual([]);
});

test("starting again makes another visitor", async ({ page, funnel, collector }) => {
  await page.goto(funnel);
  for (const answer of answers) await page.getByText(answer, { exact: true }).click();
  await page.getByLabel("Email").fill("ada@example.com");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Start again" }).click();
  await expect(page.getByRole("heading", { name: "What would change most" })).toBeVisible();
  await expect(page.getByLabel("Stay asleep")).not.toBeChecked();
  await expect.poll(() => collector.visitors().length).toBe(2);
});

test("the quiz fits 360 px, and axe finds nothing on any screen", async ({ page, funnel }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${funnel}?consent=required`);
  for (const screen of [0, 5, 6, 7]) {
    await page.evaluate((index) => {
      dispatchEvent(new PopStateEvent("popstate", { state: { screen: index } }));
    }, screen);
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    await page.evaluate(`${axe.source}; 0`);
    const violations = await page.evaluate<{ id: string; help: string }[]>(
      "axe.run().then((found) => found.violations)",
    );
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }
});

test("a hostile key or path cannot leave its place", async ({ page, funnel }) => {
  expect((await page.request.get(`${funnel}nothing`)).status()).toBe(404);
  expect((await page.request.get(`${funnel}..%2f..%2fpackage.json`)).status()).toBe(404);
  expect((await page.request.post(funnel)).status()).toBe(405);
  const policy = (await page.request.get(funnel)).headers()["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
});
