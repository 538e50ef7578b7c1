import fc from "fast-check";
import { expect, test } from "vitest";
import { isDirect, touchOf } from "./attribution";
import { isBot } from "./bot";
import { countryOf } from "./country";
import { deviceOf } from "./device";
import { funnelIdOf, profileIdOf, sessionIdOf } from "./ids";
import { occurredAt, skewLimits } from "./occurred-at";

const at = new Date("2026-11-20T12:00:00.000Z");
const publicAddress = "203.0.113.7";

test("ids never change: another way of making them would give everyone a second profile", () => {
  const project = "0191e8f0-1234-7abc-8def-0123456789ab";
  const visitor = "abcdefghijklmnopqrstuv";
  expect({
    profile: profileIdOf(project, "production", visitor),
    preview: profileIdOf(project, "preview", visitor),
    session: sessionIdOf(project, "production", visitor, "s".repeat(22)),
    funnel: funnelIdOf(project, "quiz-1"),
  }).toMatchInlineSnapshot(`
    {
      "funnel": "8b91d068-5306-8217-ac82-61637d7b32e5",
      "preview": "0aae846a-a94e-8e99-9196-d2444da07151",
      "profile": "98731ff3-b770-8685-bcd5-7b1097834a21",
      "session": "1cbdb415-0c50-86cf-b07c-a4358d81ae33",
    }
  `);
});

test.each([
  ["Instagram 321.0.0.37.113", "(iPhone; CPU iPhone OS 17_4 like Mac OS X)", "Instagram", "phone"],
  [
    "musical_ly_32.5.0 BytedanceWebview/d8a21c6",
    "(iPhone; CPU iPhone OS 16_6 like Mac OS X)",
    "TikTok",
    "phone",
  ],
  [
    "Chrome/121.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/449.0.0.39;]",
    "(Linux; Android 13; SM-S918B; wv)",
    "Facebook",
    "phone",
  ],
  ["Version/16.6 Mobile/15E148 Safari/604.1", "(iPad; CPU OS 16_6 like Mac OS X)", "Safari", "tablet"],
  [
    "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
    "(Windows NT 10.0; Win64; x64)",
    "Microsoft Edge",
    "desktop",
  ],
  ["Chrome/121.0.0.0 Safari/537.36", "(X11; CrOS x86_64 14541.0.0)", "Chrome", "desktop"],
])("%s is read", (tail, system, browser, kind) => {
  const agent = `Mozilla/5.0 ${system} AppleWebKit/605.1.15 (KHTML, like Gecko) ${tail}`;
  expect(deviceOf(agent)).toMatchObject({ browser, kind });
  expect(isBot(agent, publicAddress)).toBe(false);
});

test("of any user agent the first 512 characters are read", () => {
  expect(deviceOf("x".repeat(5_000)).userAgent).toHaveLength(512);
  expect(deviceOf(null)).toMatchObject({ userAgent: null, browser: null, kind: "other" });
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
      expect(deviceOf(text).userAgent?.length ?? 0).toBeLessThanOrEqual(512);
      expect(typeof isBot(text, publicAddress)).toBe("boolean");
    }),
  );
});

test("a headless browser is a bot, unless it is somebody's own test on this machine", () => {
  const agent =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36";
  expect(isBot(agent, publicAddress)).toBe(true);
  expect(isBot(agent, "127.0.0.1")).toBe(false);
  expect(isBot(agent, "::1")).toBe(false);
  expect(isBot("curl/8.6.0", "127.0.0.1")).toBe(true);
});

test("campaign, click ids and referrer are read from where a visit began", () => {
  const url = new URL(
    "https://quiz.example/?utm_source=tiktok&utm_medium=cpc&utm_content=%00a&gclid=g&ttclid=t&ScCid=s",
  );
  expect(touchOf(url, "https://www.tiktok.com/", at)).toEqual({
    source: "tiktok",
    medium: "cpc",
    content: "a",
    clickIds: { gclid: "g", ttclid: "t", ScCid: "s" },
    referrer: "https://www.tiktok.com/",
    url: url.href,
    at: at.toISOString(),
  });
  const inside = touchOf(new URL("https://quiz.example/b"), "https://quiz.example/a", at);
  expect(isDirect(inside)).toBe(true);
});

test("an event's time stays within its limits and keeps its distance to the sending", () => {
  const time = fc.double({ min: 0, max: 8.64e15, noNaN: true });
  fc.assert(
    fc.property(time, time, (sentAt, happened) => {
      const offset = occurredAt(at, sentAt, happened).getTime() - at.getTime();
      expect(offset).toBeGreaterThanOrEqual(-skewLimits.lateMs);
      expect(offset).toBeLessThanOrEqual(skewLimits.earlyMs);
    }),
  );
  expect(occurredAt(at, 5_000, 2_000)).toEqual(new Date(at.getTime() - 3_000));
});

test("an address has a country, and a private or broken one has none", () => {
  expect(countryOf("91.0.0.1")).toBe("DE");
  expect(["127.0.0.1", "10.1.2.3", "0.0.0.0", "::1"].map(countryOf)).toEqual([null, null, null, null]);
});
