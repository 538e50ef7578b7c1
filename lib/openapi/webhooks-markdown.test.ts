import { expect, test } from "vitest";
import { eventTypes } from "../events/catalogue";
import { webhooksMarkdown } from "./webhooks-markdown";

test("docs/webhooks.md is what the catalogue of events says (npx vitest run --project unit lib/openapi -u)", async () => {
  await expect(webhooksMarkdown()).toMatchFileSnapshot("../../docs/webhooks.md");
});

test("each type has a heading, and every link within the document leads to one", () => {
  const document = webhooksMarkdown();
  const headings = [...document.matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => text);
  for (const type of eventTypes) expect(headings).toContain(type);
  const anchors = new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replaceAll(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
  const links = [...document.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
  expect(links.length).toBeGreaterThan(eventTypes.length);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});
