import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sendConsoleToLog } from "./console-to-log";
import { log } from "./log";

const { error, warn } = console;
const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
beforeEach(() => sendConsoleToLog());
afterEach(() => {
  Object.assign(console, { error, warn });
  logged.mockClear();
});

it("logs what a library says, with its error under `error` and fields without secrets", () => {
  const failure = new Error("broken");
  console.error(" ⨯", failure);
  expect(logged).toHaveBeenLastCalledWith("⨯", { error: failure });
  console.error("sent", { email: "ann@example.com" });
  expect(logged).toHaveBeenLastCalledWith("sent { email: '[removed]' }", {});
});

it("leaves the error of a page to instrumentation", () => {
  console.error(Object.assign(new Error("page"), { digest: "123" }));
  expect(logged).not.toHaveBeenCalled();
});
