import { expect, it } from "vitest";
import { inboundProviders } from "@/db/columns";
import { parseEvent, readHead } from "./parse";
import { UnreadableEvent } from "./unreadable-event";
import { withoutPasswords } from "./without-passwords";

const body = (value: unknown) => Buffer.from(JSON.stringify(value));

it.each(inboundProviders)(
  "%s: what cannot be read has a head of its own bytes, and a failure with a code",
  (provider) => {
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '"x"',
      "<xml/>",
      "[".repeat(100_000),
      `{"a":${"[".repeat(70)}${"]".repeat(70)}}`,
    ]) {
      const raw = Buffer.from(text);
      expect(readHead(provider, raw, {})).toMatchObject({
        providerEventId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        type: "unreadable",
      });
      expect(() => parseEvent(provider, raw, {})).toThrow(UnreadableEvent);
    }
  },
);

it.each(inboundProviders)(
  "%s: an event without an id is known by its bytes, an unknown type is kept without facts",
  (provider) => {
    const raw = body({
      type: "some.new.type",
      event_type: "some.new.type",
      event: { type: "SOME_NEW_TYPE" },
    });
    const parsed = parseEvent(provider, raw, {});
    expect(parsed).toMatchObject({
      isKnown: false,
      facts: [],
      providerEventId: expect.stringMatching(/^sha256:/),
    });
    expect(parsed).toMatchObject(readHead(provider, raw, {}));
  },
);

it("drops the hashes of passwords from what FunnelFox sends, and no other byte", () => {
  const before =
    '{"id":"evt_1", "data" : {"note":"é \\" password_hashes: \\ud83d","password_hashes" : {"argon2id":"$argon2id$v=19$m=65536,t=1,p=4$abc$def","bcrypt":["$2a$10$x}]"]} ,"pass\\u0077ord":"hunter2","email":"a@b.c"}}';
  const raw = Buffer.concat([Buffer.from(before), Buffer.from([0x20, 0xff])]);
  expect(withoutPasswords("funnelfox", raw)).toEqual(
    Buffer.concat([
      Buffer.from(
        '{"id":"evt_1", "data" : {"note":"é \\" password_hashes: \\ud83d","password_hashes" :null ,"pass\\u0077ord":null,"email":"a@b.c"}}',
      ),
      Buffer.from([0x20, 0xff]),
    ]),
  );
  expect(withoutPasswords("stripe", raw)).toBe(raw);
});
