import { expect, it } from "vitest";
import { explain } from "./embedded-error";

const place = { folder: "/data/postgres", user: "anna", log: "/data/postgres.log" };

it.each([
  ["FATAL:  could not write to file: No space left on device", /disk that holds \/data\/postgres is full/],
  ["FATAL: wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.", /disk that holds/],
  ["initdb: error: could not create directory: Permission denied", /cannot be written by anna/],
  ["postgres: error while loading shared libraries: libicuuc.so.60", /run npm ci again/],
  ["FATAL:  database files are incompatible with server", /another PostgreSQL version/],
  ["initdb: error: invalid locale settings", /LC_ALL=C/],
  ["FATAL:  something never seen before", /something never seen before.*see \/data\/postgres\.log/],
])("explains %s in one sentence that says what to do", (output, sentence) => {
  const { message } = explain(output, place);
  expect(message).toMatch(sentence);
  expect(message).toMatch(/: .+\.$/);
  expect(message).not.toContain("\n");
});
