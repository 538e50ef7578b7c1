import { expect, test } from "vitest";
import { identityOf } from "./identity";

test("a page's user id is kept as it is, but for what apps send when they have none", () => {
  const userId = (text: string) => identityOf(new Map([["_USERID_", text]])).userId;
  expect(["usr_1", " Usr-7 ", "guest-7"].map(userId)).toEqual(["usr_1", "Usr-7", "guest-7"]);
  expect(["", " ", "null", "Undefined", "guest", "0", "a/b", "[object Object]"].map(userId)).toEqual(
    Array(8).fill(null),
  );
});
