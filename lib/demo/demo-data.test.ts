import { expect, test } from "vitest";
import { browsers } from "@/db/demo/browsers";
import { demoFunnelId, demoProfileId, demoSessionId } from "@/db/demo/ids";
import { isBot } from "../tracking/bot";
import { deviceOf } from "../tracking/device";
import { funnelIdOf, profileIdOf, sessionIdOf } from "../tracking/ids";

const projectId = "0192f0a0-0000-7000-8000-000000000001";

test.each(["production", "preview"] as const)(
  "demo ids of %s are those that ingest derives",
  (environment) => {
    expect(demoProfileId(projectId, environment, "visitor")).toBe(
      profileIdOf(projectId, environment, "visitor"),
    );
    expect(demoSessionId(projectId, environment, "visitor", "visit")).toBe(
      sessionIdOf(projectId, environment, "visitor", "visit"),
    );
    expect(demoFunnelId(projectId, "quiz-1")).toBe(funnelIdOf(projectId, "quiz-1"));
  },
);

test.each(browsers)("the device parser reads $userAgent as the demo says", (browser) => {
  const { kind: device, os, osVersion, browser: name } = deviceOf(browser.userAgent);
  expect({ device, os, osVersion, name }).toEqual({
    device: browser.device,
    os: browser.os,
    osVersion: browser.osVersion,
    name: browser.browser,
  });
  expect(isBot(browser.userAgent, "203.0.113.7")).toBe(browser.isBot);
});
