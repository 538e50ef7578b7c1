/** What every list refuses. */
export const lists = (path: string) => [
  { path: `${path}?limit=0`, field: "limit" },
  { path: `${path}?limit=501`, field: "limit" },
  { path: `${path}?limit=1e3x`, field: "limit" },
  { path: `${path}?cursor=nowhere`, field: "cursor" },
  { path: `${path}?unknown=1`, field: "input" },
];
