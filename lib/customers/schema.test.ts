import { expect, test } from "vitest";
import { customerList } from "./schema";

test("an address is read alike whatever kind of object holds it", () => {
  class Params {
    email = "john";
    "attribute[plan]" = "gold";
  }
  const list = customerList.parse(new Params());
  expect(list).toEqual(customerList.parse({ email: "john", "attribute[plan]": "gold" }));
  expect(list.filter).toMatchObject({ emailPart: "john", attributes: { plan: "gold" } });
});
