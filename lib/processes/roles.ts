import { StartFailure } from "./failure";
import type { Environment } from "./secrets";
import type { Program } from "./supervise";

export const roles = ["console", "collector", "worker"] as const;
export type Role = (typeof roles)[number];

/** `--only=console` and the like; every role without it. */
export function rolesOf(args: readonly string[]): readonly Role[] {
  const only = args.find((arg) => arg.startsWith("--only="))?.slice("--only=".length);
  if (only === undefined) return roles;
  const role = roles.find((known) => known === only);
  if (role) return [role];
  throw new StartFailure(
    `There is no role "${only}": use --only=${roles.join(", --only=")}, or nothing for all of them.`,
  );
}

/** How each role runs: bundled in production; from source in development, where Next reloads itself and tsx the others. */
export function programOf(role: Role, mode: "built" | "source", environment: Environment): Program {
  const env: NodeJS.ProcessEnv = {
    ...environment,
    NODE_ENV: mode === "built" ? "production" : "development",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const commands = {
    built: ["--enable-source-maps", `dist/${role}.js`],
    source:
      role === "console"
        ? ["--import", "tsx", "bin/console.ts", "--dev"]
        : ["node_modules/tsx/dist/cli.mjs", "watch", "--clear-screen=false", `bin/${role}.ts`],
  };
  return {
    name: role,
    command: [process.execPath, ...commands[mode]],
    environment: env,
    tellsWhenReady: mode === "built" || role === "console",
  };
}
