const registryKey = Symbol.for("dossier.singletons");

// A cast, because globalThis has no type for a symbol of ours.
const holder = globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>;

/**
 * One value per process. Next evaluates a shared module once for instrumentation, once for routes and
 * once for pages, so a module variable would make three pools.
 */
export function processSingleton<T>(name: string, make: () => T): T {
  holder[registryKey] ??= new Map();
  const registry = holder[registryKey];
  if (!registry.has(name)) registry.set(name, make());
  return registry.get(name) as T; // a name belongs to one caller, which always makes the same type
}

/** The value if it was made already. */
export function madeProcessSingleton<T>(name: string): T | undefined {
  return holder[registryKey]?.get(name) as T | undefined; // see above
}

/** Forgets a value so that the next call makes a new one; for tests and for closing at the end. */
export function dropProcessSingleton(name: string): void {
  holder[registryKey]?.delete(name);
}
