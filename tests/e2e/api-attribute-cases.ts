import type { ApiCase, Call, World } from "./api-cases";

/** What other cases left besides the funnel's own attribute goes; what stays fixed once set is never set here. */
async function onlyGoal(call: Call, { customer }: World): Promise<Record<string, string>> {
  const path = `/customers/${customer}/attributes`;
  const { text } = await call({ method: "GET", path });
  const others = [...text.matchAll(/"key":"([^"]+)"/g)]
    .map(([, key = ""]) => key)
    .filter((key) => key !== "goal");
  const gone = Object.fromEntries(others.map((key) => [key, { value: null }]));
  if (others.length > 0) await call({ method: "POST", path, body: { attributes: gone } });
  return {};
}

export const attributeCases: Record<string, ApiCase> = {
  listAttributes: {
    scope: "customers:read",
    prepare: onlyGoal,
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}/attributes` }),
    status: 200,
    answer: () => ({ data: [{ key: "goal", value: "sleep", source: "funnel" }] }),
    bad: ({ customer }) => [{ path: `/customers/${customer}/attributes?limit=1`, field: "input" }],
    namesRecord: true,
  },
  setAttributes: {
    scope: "customers:write",
    prepare: onlyGoal,
    request: ({ customer }) => ({
      method: "POST",
      path: `/customers/${customer}/attributes`,
      body: {
        attributes: {
          plan: { value: "pro", updatedAtMs: 1_000 },
          $displayName: { value: "Mara" },
          "two words": { value: "x" },
          $email: { value: "nobody" },
        },
      },
    }),
    status: 200,
    answer: () => ({
      attributeErrors: [
        {
          key: "two words",
          message:
            "Key name format is not valid. Use a letter, then letters, digits, _ and -, at most 40 in all.",
        },
        { key: "$email", message: "Value is not a valid email address." },
      ],
    }),
    bad: () => [
      { body: {}, field: "attributes" },
      { body: { attributes: {} }, field: "attributes" },
      { body: { attributes: { goal: "sleep" } }, field: "attributes.goal" },
      { body: { attributes: { goal: { value: 7 } } }, field: "attributes.goal.value" },
      { body: { attributes: { "two words": { value: "x" } } }, field: "attributes.two words" },
      {
        body: { attributes: { goal: { value: "x", updatedAtMs: "now" } } },
        field: "attributes.goal.updatedAtMs",
      },
    ],
    namesRecord: true,
  },
  listAttributeChanges: {
    scope: "customers:read",
    request: ({ customer }) => ({ method: "GET", path: `/customers/${customer}/attributes/goal/history` }),
    status: 200,
    answer: ({ customer }) => ({
      data: [{ value: "sleep", source: "funnel", actor: { kind: "visitor", id: customer } }],
    }),
    bad: ({ customer }) => [
      { path: `/customers/${customer}/attributes/${"x".repeat(61)}/history`, field: "key" },
    ],
    namesRecord: true,
  },
  listTags: {
    scope: "customers:read",
    prepare: async (call, { customer }) => {
      await call({ method: "PUT", path: `/customers/${customer}/tags/vip%202026` });
      return {};
    },
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}/tags` }),
    status: 200,
    answer: () => ({ data: ["vip 2026"] }),
    bad: ({ customer }) => [{ path: `/customers/${customer}/tags?limit=1`, field: "input" }],
    namesRecord: true,
  },
  addTag: {
    scope: "customers:write",
    request: ({ customer }) => ({ method: "PUT", path: `/customers/${customer}/tags/vip%202026` }),
    status: 204,
    bad: ({ customer }) => [
      { path: `/customers/${customer}/tags/a,b`, field: "tag" },
      { path: `/customers/${customer}/tags/${"x".repeat(41)}`, field: "tag" },
    ],
    namesRecord: true,
  },
  removeTag: {
    scope: "customers:write",
    request: ({ customer }) => ({ method: "DELETE", path: `/customers/${customer}/tags/vip%202026` }),
    status: 204,
    bad: ({ customer }) => [{ path: `/customers/${customer}/tags/a,b`, field: "tag" }],
    namesRecord: true,
  },
};
