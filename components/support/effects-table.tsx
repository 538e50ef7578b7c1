import { formatTime } from "@/components/shell/time-format";
import { ArrowRight, RotateCw, SquareTerminal } from "@/components/ui/icons";
import type { Effects } from "@/lib/support/effects";
import { moneyWords } from "./money-words";

/** Money, access, next charge and what goes out: before and after. */
export function EffectsTable({ effects, method }: { effects: Effects; method?: string }) {
  const { access, nextCharge, refunded, migration, money, events } = effects;
  return (
    <section aria-label="What changes" className="grid gap-3">
      <table className="w-full border-spacing-0 text-start [&_td]:border-b [&_td]:border-border-subtle [&_td]:py-1.75 [&_td]:pe-3 [&_td]:align-top [&_th]:border-b [&_th]:border-border-subtle [&_th]:py-1.75 [&_th]:pe-3 [&_th]:text-start [&_th]:align-top [&_th]:font-normal [&_th]:text-text-muted">
        <thead className="text-xs">
          <tr>
            <td className="w-26" />
            <th scope="col">Now</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {refunded && (
            <Row
              label="Refunded"
              before={`${moneyWords(refunded.before)} of ${moneyWords(refunded.paid)}`}
              after={`${moneyWords(refunded.after)} of ${moneyWords(refunded.paid)}`}
            />
          )}
          <Row label="Access" before={accessWords(access.before)} after={accessWords(access.after)} />
          <Row
            label="Next charge"
            before={chargeWords(nextCharge.before)}
            after={chargeWords(nextCharge.after)}
          />
          {migration && migration.credit.amountMinor > 0 && (
            <Row label="Credit" before="none" after={`${moneyWords(migration.credit)} for unused time`} />
          )}
        </tbody>
      </table>
      <div>
        <h3 className="mb-1.5 text-xs font-medium text-text-muted">What goes out</h3>
        <ul className="grid gap-1.5">
          {money && (
            <li className="flex gap-2">
              <RotateCw aria-hidden className="mt-0.75 size-3.5 flex-none text-text-muted" />
              <span>
                <b className="font-medium">
                  {moneyWords(money.amount)} {money.direction === "refunded" ? "back" : "charged"}
                </b>
                {method && (
                  <span>
                    {" "}
                    {money.direction === "refunded" ? "to" : "from"} {method}
                  </span>
                )}
              </span>
            </li>
          )}
          <li className="flex gap-2">
            <SquareTerminal aria-hidden className="mt-0.75 size-3.5 flex-none text-text-muted" />
            {events.length === 0 ? (
              <span className="text-text-secondary">No webhook</span>
            ) : (
              <span className="min-w-0 wrap-anywhere">
                <b className="font-medium">
                  {events.length === 1 ? "1 webhook" : `${events.length} webhooks`}
                </b>
                : <span className="mono text-xs">{events.join(", ")}</span>
              </span>
            )}
          </li>
        </ul>
      </div>
      {effects.isFinal && (
        <p className="hue-amber rounded-lg bg-(--hue-bg) px-3 py-2 text-(--hue-fg)">
          {money?.direction === "refunded" ? "A refund" : "A charge"} cannot be undone.
        </p>
      )}
    </section>
  );
}

function Row({ label, before, after }: { label: string; before: string; after: string }) {
  const isSame = before === after;
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="w-2/5">{before}</td>
      <td className={isSame ? "text-text-secondary" : "font-medium"}>
        {isSame ? (
          "unchanged"
        ) : (
          <>
            <ArrowRight aria-hidden className="-ms-1 me-1 inline size-3.5 text-text-muted" />
            {after}
          </>
        )}
      </td>
    </tr>
  );
}

function accessWords({ isActive, until }: Effects["access"]["before"]): string {
  if (!isActive) return "no access";
  return until ? `until ${timeWords(until)}` : "for life";
}

function chargeWords(next: Effects["nextCharge"]["before"]): string {
  return next ? `${moneyWords(next.amount)} on ${timeWords(next.at)}` : "none";
}

export function timeWords(at: string): string {
  return formatTime(Date.parse(at), "full", "UTC", 0);
}
