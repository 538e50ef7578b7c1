"use client";

import { useAnswer } from "@/components/identity/use-answer";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Choice } from "./choice";
import { moneyWords } from "./money-words";
import type { SubscriptionActKind } from "./open-action";

/** What the server is asked; days and dates as they were typed stand beside it. */
type Act =
  | { kind: Exclude<SubscriptionActKind, "pause" | "defer" | "discount" | "migrate"> }
  | { kind: "pause"; days?: number; until?: string | null }
  | { kind: "defer"; days?: number; until?: string }
  | { kind: "discount"; percent: number; cycles: number }
  | { kind: "migrate"; pricePoint: string; strategy: Strategy };
type Strategy = "delayed_start" | "price_prorate";
type Way = "days" | "until" | "open";

type Typed = {
  way: Way;
  days: string;
  day: string;
  percent: string;
  cycles: string;
  pricePoint: string;
  strategy: Strategy;
};
export type Chosen = { kind: SubscriptionActKind; typed: Typed; act: Act | null };

export function firstChoice(kind: SubscriptionActKind): Chosen {
  return chosenBy(kind, {
    way: "days",
    days: kind === "pause" ? "30" : "7",
    day: "",
    percent: "20",
    cycles: "1",
    pricePoint: "",
    strategy: "delayed_start",
  });
}

function chosenBy(kind: SubscriptionActKind, typed: Typed): Chosen {
  return { kind, typed, act: actBy(kind, typed) };
}

/** Null while something is missing. */
function actBy(kind: SubscriptionActKind, typed: Typed): Act | null {
  const whole = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : null);
  const until = typed.day ? `${typed.day}T00:00:00.000Z` : null;
  switch (kind) {
    case "pause":
    case "defer": {
      const days = whole(typed.days);
      if (typed.way === "open") return kind === "pause" ? { kind, until: null } : null;
      if (typed.way === "until") return until ? { kind, until } : null;
      return days ? { kind, days } : null;
    }
    case "discount": {
      const [percent, cycles] = [whole(typed.percent), whole(typed.cycles)];
      return percent && cycles ? { kind, percent, cycles } : null;
    }
    case "migrate":
      return typed.pricePoint ? { kind, pricePoint: typed.pricePoint, strategy: typed.strategy } : null;
    default:
      return { kind };
  }
}

type Props = { slug: string; chosen: Chosen; onChange: (chosen: Chosen) => void };

/** The choice of its own that an action has: how long, how much, to what. */
export function ChoiceFields({ slug, chosen, onChange }: Props) {
  const { kind, typed } = chosen;
  const set = (change: Partial<Typed>) => onChange(chosenBy(kind, { ...typed, ...change }));
  if (kind === "pause" || kind === "defer") return <HowLong kind={kind} typed={typed} set={set} />;
  if (kind === "discount")
    return (
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          id="percent"
          label="Percent off"
          value={typed.percent}
          onChange={(percent) => set({ percent })}
        />
        <NumberField
          id="cycles"
          label="For how many periods"
          value={typed.cycles}
          onChange={(cycles) => set({ cycles })}
        />
      </div>
    );
  return kind === "migrate" ? <Plan slug={slug} typed={typed} set={set} /> : null;
}

type Own = { typed: Typed; set: (change: Partial<Typed>) => void };

function HowLong({ kind, typed, set }: Own & { kind: "pause" | "defer" }) {
  return (
    <Choice
      legend={kind === "pause" ? "For how long" : "By how much, from the end of the period"}
      name="way"
      value={typed.way}
      onChange={(way) => set({ way })}
      options={[
        {
          value: "days",
          label: "Days",
          beside: (
            <span className="w-20">
              <Input
                aria-label="Days"
                className="text-end"
                inputMode="numeric"
                value={typed.days}
                maxLength={4}
                onChange={(event) => set({ days: event.target.value })}
              />
            </span>
          ),
        },
        {
          value: "until",
          label: "Until a day (UTC)",
          beside: (
            <span className="w-40">
              <Input
                aria-label="Day"
                type="date"
                value={typed.day}
                onChange={(event) => set({ day: event.target.value })}
              />
            </span>
          ),
        },
        ...(kind === "pause" ? [{ value: "open" as const, label: "Until someone resumes it" }] : []),
      ]}
    />
  );
}

function NumberField({
  id,
  label,
  value,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field id={id} label={label}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type Target = {
  ident: string;
  product: string;
  price: { amount: string; amountMinor: number; currency: string };
  period: { unit: string; count: number };
};

function Plan({ slug, typed, set }: Own & { slug: string }) {
  const { answer, failure } = useAnswer<Target[]>(`/api/console/${slug}/price-points`);
  if (failure) return <p className="text-red-fg">{failure}</p>;
  if (!answer) return <Skeleton className="h-24 w-full" />;
  return (
    <>
      <Field id="price-point" label="Plan">
        {(control) => (
          <Select
            {...control}
            value={typed.pricePoint}
            onChange={(event) => set({ pricePoint: event.target.value })}
          >
            <option value="">Choose a plan</option>
            {answer.map(({ ident, product, price, period }) => (
              <option key={ident} value={ident}>
                {product}, {moneyWords(price)} every {period.count === 1 ? "" : `${period.count} `}
                {period.count === 1 ? period.unit.replace(/s$/, "") : period.unit} ({ident})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Choice
        legend="When"
        name="strategy"
        value={typed.strategy}
        onChange={(strategy) => set({ strategy })}
        options={[
          { value: "delayed_start", label: "After the present period" },
          { value: "price_prorate", label: "At once, for the difference" },
        ]}
      />
    </>
  );
}
