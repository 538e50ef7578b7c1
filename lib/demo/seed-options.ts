import { parseArgs } from "node:util";
import { StartFailure } from "../processes/failure";
import { slugFor } from "../projects/slug";

export type SeedArguments = {
  projectSlug: string;
  customers: number;
  sessionsPerCustomer: number;
  days: number;
  heavy: boolean;
};

/** What stands behind `npm run db:seed --`; anything wrong is one sentence. */
export function readSeedArguments(args: string[]): SeedArguments {
  const values = valuesOf(args);
  if (slugFor(values.project, 1) !== values.project)
    throw new StartFailure(
      `--project is "${values.project}", which cannot stand in an address: use lower-case letters, digits and single hyphens, such as nightleaf.`,
    );
  return {
    projectSlug: values.project,
    customers: number("customers", values.customers, { least: 1, most: 10_000_000 }),
    sessionsPerCustomer: number("sessions-per-customer", values["sessions-per-customer"], {
      least: 1,
      most: 100,
      isWhole: false,
    }),
    days: number("days", values.days, { least: 1, most: 3_650 }),
    heavy: values.heavy,
  };
}

function valuesOf(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        customers: { type: "string", default: "2400" },
        project: { type: "string", default: "nightleaf" },
        "sessions-per-customer": { type: "string", default: "1.45" },
        days: { type: "string", default: "90" },
        heavy: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    throw new StartFailure(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

type Bounds = { least: number; most: number; isWhole?: boolean };

function number(option: string, text: string, { least, most, isWhole = true }: Bounds): number {
  const value = Number(text);
  const isRight = /^\d+(\.\d+)?$/.test(text) && value >= least && value <= most;
  if (isRight && (!isWhole || Number.isInteger(value))) return value;
  const kind = isWhole ? "whole number" : "number";
  throw new StartFailure(`--${option} is "${text}": use a ${kind} from ${least} to ${most}.`);
}
