/** Query parameters in the shape that pages get them in: a list where a name stands more than once. */
export function addressParams(search: URLSearchParams): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    params[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return params;
}
