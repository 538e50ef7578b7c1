import { expect, it } from "vitest";
import { redact, redactText } from "./redact";

it("keeps keys of Stripe out of texts and fields", () => {
  expect(redactText("Invalid API Key provided: rk_test_51AbCdEfGh")).not.toContain("51AbCdEfGh");
  expect(redact({ secretKey: "sk_test_51AbCdEfGh", secret: "EHLq9", clientId: "AY1" })).toEqual({
    secretKey: "[removed]",
    secret: "[removed]",
    clientId: "AY1",
  });
});

it("keeps personal data and secrets out of texts", () => {
  const text = redactText(
    "mail john.doe@example.com from 203.0.113.9 or 2001:db8::1:2 with sk_live_1234567890 and postgres://dossier:hunter2@127.0.0.1:5432/db",
  );
  expect(text).toBe(
    "mail [email] from [ip] or [ip] with sk_[removed] and postgres://dossier:[removed]@127.0.0.1:5432/db",
  );
});

it("removes fields by name at any depth and keeps the rest", () => {
  expect(
    redact({
      projectId: "p",
      email: "a@b.co",
      request: { headers: { authorization: "x", accept: "*/*" }, ip: "::1" },
    }),
  ).toEqual({
    projectId: "p",
    email: "[removed]",
    request: { headers: { authorization: "[removed]", accept: "*/*" }, ip: "[removed]" },
  });
});

it("drops parameters that look like frames of a stack, and keeps the frames", () => {
  const error = new Error("Failed query: insert into x\nparams: Jane\n    at Doe (secret.ts:1:1)\nand more");
  const text = JSON.stringify(redact(error));
  expect(text).not.toMatch(/Jane|Doe|secret|and more/);
  expect(text).toContain("redact.test.ts");
  const long = redact(new Error("x".repeat(9_000)));
  expect(JSON.stringify(long).length).toBeLessThan(8_200);
});

it("drops the parameters that a failed query's message quotes, and the row in a database error's detail", () => {
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (email)=(a@b.co) exists",
  });
  const text = JSON.stringify(
    redact(new Error("Failed query: insert into x\nparams: Jane Roe,secret", { cause })),
  );
  expect(text).toContain("23505");
  expect(text).not.toMatch(/Jane|secret|b\.co/);
});

it("drops the value that a database error quotes, and keeps what it says of columns", () => {
  const error = Object.assign(new Error('invalid input syntax for type integer: "Jane "Roe"\n"'), {
    code: "22P02",
  });
  const text = JSON.stringify(redact(error));
  expect(text).toContain("invalid input syntax for type integer");
  expect(text).not.toMatch(/Jane|Roe/);
  const column = Object.assign(new Error('column "nmae" does not exist'), { code: "42703" });
  expect(JSON.stringify(redact(column))).toContain("nmae");
});
