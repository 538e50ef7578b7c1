import { expect, it } from "vitest";
import { eachOnItsOwn } from "./each-on-its-own";

async function run(items: string[], goOn = () => true): Promise<string[]> {
  const worked: string[] = [];
  const work = async (item: string) => {
    if (item.startsWith("bad")) throw new Error(item);
    worked.push(item);
  };
  await eachOnItsOwn(items, work, { failed: (id) => ({ message: "not done", id }), goOn });
  return worked;
}

it("goes on after a failure, and throws when nothing worked", async () => {
  expect(await run(["bad", "a", "bad", "b"])).toEqual(["a", "b"]);
  await expect(run(["bad 1", "bad 2"])).rejects.toThrow("bad 2");
  expect(await run([])).toEqual([]);
});

it("ends where it may not go on", async () => {
  let left = 2;
  expect(await run(["a", "b", "c"], () => left-- > 0)).toEqual(["a", "b"]);
});
