import { readSnippet } from "@/lib/tracking/snippet";
import { expect, fox, test } from "./snippet-fixture";

test("a strict content security policy and subresource integrity let it work", async ({
  page,
  pages,
  collector,
}) => {
  pages.pages.set("/strict", {
    pinned: true,
    csp: `default-src 'none'; script-src ${collector.url} 'strict-dynamic' '${readSnippet().integrity}'; connect-src ${collector.url}; require-trusted-types-for 'script'; sandbox allow-scripts allow-same-origin`,
  });
  await page.goto(`${pages.url}/strict`);
  await expect.poll(collector.names).toEqual(["onboarding_started"]);
});

test("a policy that forbids sending leaves the page alone", async ({ page, pages, collector }) => {
  pages.pages.set("/closed", { csp: `script-src ${collector.url}; connect-src 'none'` });
  await page.goto(`${pages.url}/closed`);
  await fox(page, 'fox.track("x")');
  await page.waitForFunction(() => Object.keys(localStorage).length > 0);
  expect(collector.attempts).toEqual([]);
});

test("without cookies and storage it still tracks the page", async ({ page, pages, collector }) => {
  pages.pages.set("/boxed", { csp: "sandbox allow-scripts" });
  collector.answerNext({ status: 503 });
  await page.goto(`${pages.url}/boxed`);
  await fox(page, 'fox.inputs.set("a", "1"); fox.track("boxed"); fox.reset(); fox.track("again")');
  await expect.poll(collector.names).toEqual(["onboarding_started", "boxed", "onboarding_started", "again"]);
  expect(await fox(page, 'fox.consent("denied"); fox.inputs.get("none")')).toBeUndefined();
});

test("a full store does not lose an event", async ({ page, pages, collector }) => {
  pages.pages.set("/full", {
    before:
      "for (let n = 5 * 1024 * 1024, i = 0; n > 0; i++) try { localStorage.setItem('x' + i, 'x'.repeat(n)) } catch { n >>= 1 }",
  });
  collector.answerNext({ status: 503 });
  await page.goto(`${pages.url}/full`);
  await fox(page, 'fox.track("kept")');
  await expect.poll(collector.names).toEqual(["onboarding_started", "kept"]);
});

test("10,000 calls in a loop send 100 events and take well under a second", async ({
  page,
  pages,
  collector,
}) => {
  await page.goto(pages.url);
  await expect.poll(() => collector.events().length).toBe(1);
  const took = await fox(
    page,
    '(() => { const t = performance.now(); for (let i = 0; i < 10000; i++) { fox.track("loop", { i }); fox.inputs.set("k" + i, "v" + i) } return performance.now() - t })()',
  );
  expect(took).toBeLessThan(1_000);
  await expect.poll(() => collector.events().length).toBe(101);
  await expect.poll(() => Object.keys(collector.inputs()).length).toBe(64);
  expect(Math.max(...collector.accepted().map(({ events }) => events.length))).toBeLessThanOrEqual(50);
});

test("huge values are cut, so that every batch is accepted", async ({ page, pages, collector }) => {
  await page.goto(pages.url);
  await fox(
    page,
    `for (let i = 0; i < 100; i++) fox.inputs.set("k".repeat(80) + i, "\\u0000".repeat(1e6));
     for (let i = 0; i < 60; i++) { fox.inputs.set("漢" + i, "漢".repeat(5000)); fox.track("漢".repeat(100), { a: "漢".repeat(1e6), b: "\\ud800" }) }
     fox.track("wide", Object.fromEntries(Array.from({ length: 5000 }, (_, i) => ["f" + i, "v".repeat(900)])))`,
  );
  await expect.poll(() => collector.events().length).toBe(62);
  expect(collector.events().find(({ name }) => name === "wide")?.properties).toBeUndefined();
});

test("values that cannot be written are left out, and the event is kept", async ({
  page,
  pages,
  collector,
}) => {
  await page.goto(pages.url);
  await fox(
    page,
    `const loop = { a: 1 }; loop.self = loop; const wide = {}; for (let i = 0; i < 64; i++) wide["w" + i] = wide;
     fox.track("loop", loop); fox.track("wide", wide); fox.track("window", window); fox.track("element", { body: document.body });
     fox.track("big", { f() {}, s: Symbol("x"), nan: NaN, d: new Date(0), list: [1, [2]], none: undefined });
     fox.track("getter", { get x() { throw new Error("mine") } }); fox.track("bad date", { d: new Date(NaN) });
     fox.track("bigint", { n: 10n }); fox.track("text", "x"); fox.track("list", [1]); fox.track("null", null); fox.track(); fox.track(""); fox.track(Symbol("x"));
     fox.track("proto", JSON.parse('{"__proto__":{"a":1},"constructor":2,"toJSON":3}'));
     fox.inputs.set(); fox.inputs.set(Symbol("x"), 1); fox.inputs.set("o", { toString() { throw 1 } }); fox.inputs.set("n", null);
     fox.inputs.set("__proto__", "p"); fox.inputs.set("constructor", "c"); fox.inputs.get(); fox.identify(); fox.consent({}); 0`,
  );
  const event = (name: string) => collector.events().find((one) => one.name === name);
  await expect.poll(() => event("proto")).toBeDefined();
  expect(event("big")?.properties).toEqual({
    nan: null,
    d: "1970-01-01T00:00:00.000Z",
    list: [1, [2]],
  });
  for (const name of ["loop", "wide", "window", "element", "getter", "bad date", "text", "list", "null"]) {
    expect(event(name), name).toBeDefined();
  }
  expect(event("loop")?.properties).toMatchObject({ a: 1 });
});

for (const [what, before, later] of [
  [
    "gives arrays a toJSON",
    "Array.prototype.toJSON = function () { return '[' + this.map(String).join() + ']' }",
    "",
  ],
  ["adds properties to every object", "Object.prototype.extra = () => 1; Array.prototype.more = 1", ""],
  [
    "has cookies of 4 KB",
    "for (let i = 0; i < 20; i++) document.cookie = 'c' + i + '=' + 'x'.repeat(4000)",
    "",
  ],
  ["has no randomUUID", "delete Crypto.prototype.randomUUID", ""],
  ["wraps fetch", "const was = fetch; window.fetch = (...a) => was(...a).then((r) => r.clone())", ""],
  ["breaks JSON later", "", "JSON.parse = JSON.stringify = () => { throw new Error('mine') }"],
  ["breaks fetch later", "", "window.fetch = () => { throw new Error('mine') }"],
] as const) {
  test(`works on a page that ${what}`, async ({ page, pages, collector }) => {
    pages.pages.set("/odd", { before });
    await page.goto(`${pages.url}/odd`);
    await fox(page, `${later}; fox.inputs.set("a", "1"); fox.track("list", { list: [1, { deep: ["x"] }] })`);
    const properties = () => collector.events().find(({ name }) => name === "list")?.properties;
    await expect.poll(properties).toMatchObject({ list: [1, { deep: ["x"] }] });
    expect(collector.inputs()).toEqual({ a: "1" });
  });
}

test("a cookie that another program broke is replaced", async ({ page, pages, collector, context }) => {
  await page.goto(pages.url);
  await expect.poll(() => collector.visitors().length).toBe(1);
  for (const cookie of await context.cookies()) await context.addCookies([{ ...cookie, value: "<script>" }]);
  await page.goto(pages.url);
  await expect.poll(() => collector.visitors().length).toBe(2);
  expect((await context.cookies())[0]?.value).toBe(collector.visitors()[1]);
});

for (const [what, page_] of [
  ["whose fetch throws", { before: "window.fetch = () => { throw new Error('mine') }" }],
  ["whose fetch answers nothing", { before: "window.fetch = () => undefined" }],
  ["whose fetch never answers", { before: "window.fetch = () => new Promise(() => {})" }],
  ["without fetch", { before: "delete window.fetch" }],
  ["without crypto", { before: "Object.defineProperty(window, 'crypto', { value: undefined })" }],
  ["without a key", { element: '<script src="COLLECTOR/dossier.js"></script>' }],
  ["with a frozen stub", { before: "window.fox = Object.freeze({ q: Object.freeze([]) })" }],
  [
    "with nonsense in the stub",
    {
      before:
        "window.fox = { q: [null, 1, [], ['track'], ['a.b.c'], [{}], ['constructor.constructor', 'throw 1']] }",
    },
  ],
  [
    "with nonsense in the stores",
    {
      before:
        "for (const s of [localStorage, sessionStorage]) for (const n of ['q1.1', 'q9999999999999.1.a', 'w', 's_quiz-1']) for (const k of ['dsr_1fxv9zv_', 'dsr_']) s[k + n] = '{{'",
    },
  ],
] as const) {
  test(`throws nothing into a page ${what}`, async ({ page, pages, collector }) => {
    const element = "element" in page_ ? page_.element.replace("COLLECTOR", collector.url) : undefined;
    pages.pages.set("/odd", { ...page_, element });
    await page.goto(`${pages.url}/odd`);
    await page.waitForLoadState("load");
    await page.evaluate(
      "typeof fox === 'object' && fox.track && (fox.track('x'), fox.inputs.set('a', 'b'), fox.inputs.get('a'), fox.identify('u'), fox.consent('granted'), fox.reset(), fox.consent('denied'))",
    );
    await page.evaluate(
      "window.dispatchEvent(new Event('pagehide')); window.dispatchEvent(new Event('online'))",
    );
    await page.goto(`${pages.url}/plain`);
  });
}
