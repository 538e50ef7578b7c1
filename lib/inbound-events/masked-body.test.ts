import { expect, it } from "vitest";
import { maskedBody } from "./masked-body";

const shown = (text: string) => maskedBody(Buffer.from(text));

it("hides whatever stands under the name of a secret, of any kind and at any depth", () => {
  const body = {
    event: { token: { value: "tok-1" }, list: [{ api_key: "key-2" }], secrets: ["s-3"], client_secret: 4 },
    authorization: "Bearer 5",
  };
  const text = shown(JSON.stringify(body));
  for (const secret of ["tok-1", "key-2", "s-3", "Bearer 5"]) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toEqual({
    event: {
      token: "[hidden]",
      list: [{ api_key: "[hidden]" }],
      secrets: "[hidden]",
      client_secret: "[hidden]",
    },
    authorization: "[hidden]",
  });
});

it("shows what only looks like a secret, and every number as it was written", () => {
  const text = shown(
    '{"token_type":"card","has_secret":true,"id":12345678901234567890,"price":9.990,"rate":1e-7}',
  );
  expect(text.replace(/\s+/g, "")).toBe(
    '{"token_type":"card","has_secret":true,"id":12345678901234567890,"price":9.990,"rate":1e-7}',
  );
});

it.each(["[1]", "{", `${'{"a":'.repeat(80)}"tok"${"}".repeat(80)}`, '"tok"'])(
  "shows nothing of what it cannot read, such as %s",
  (text) => {
    expect(shown(text)).toMatch(/^What was sent is no JSON/);
  },
);
