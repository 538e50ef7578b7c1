import type { Permission } from "@/lib/core/permissions";

/** Records of one project, made anew for the contract test. Ids as they are shown. */
export type World = { customer: string; userId: string };

export type ApiRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
};

export type ApiCase = {
  /** The scope without which the operation answers 403. */
  scope: Permission;
  request: (world: World) => ApiRequest;
  status: number;
  /** What the answer holds at least. */
  answer?: (world: World) => unknown;
  /** Requests that are refused with 400, and the field that the answer names. */
  bad?: (world: World) => (Partial<ApiRequest> & { field: string })[];
  /** True where the address names a record: that of another project is 404. */
  namesRecord?: boolean;
};

/** Written by hand, by operation: what each answers to whom. Nothing here is read from the schemas that it tests. */
export const apiCases: Record<string, ApiCase> = {
  getCustomer: {
    scope: "customers:read",
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}` }),
    status: 200,
    answer: ({ customer, userId }) => ({ id: customer, userId, merged_into: null }),
    bad: ({ customer }) => [{ path: `/customers/${customer}?limit=1`, field: "input" }],
    namesRecord: true,
  },
};
