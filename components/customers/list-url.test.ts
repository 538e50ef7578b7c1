import { expect, it } from "vitest";
import { customerList } from "@/lib/customers/schema";
import { addressParams } from "@/lib/http/address-params";
import { listHref } from "./list-url";

const read = (query: string) => customerList.parse(addressParams(new URLSearchParams(query)));

it("writes any aliases so that they are read back", () => {
  for (const funnels of [["a"], ["a", "b"], ["a,b"], ["a,b", "c"], ["a,b", "a", "b"], [",", "å&=+%2C"]]) {
    const href = listHref("", { ...read(""), filter: { ...read("").filter, funnels } });
    expect(read(href.slice(1)).filter.funnels, href).toEqual(funnels);
  }
});

it("keeps the address short where commas part aliases", () => {
  expect(listHref("/p/customers", read("funnel=a&funnel=b"))).toBe("/p/customers?funnel=a,b");
  expect(read("funnel=a,b,,a").filter.funnels).toEqual(["a", "b"]);
  expect(read("funnel=").filter.funnels).toEqual([]);
});
