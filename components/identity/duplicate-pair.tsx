import clsx from "clsx";
import type { ReactNode } from "react";
import { countryName } from "@/components/customers/country-name";
import { deviceWords } from "@/components/customers/device-words";
import { CopyId } from "@/components/shell/copy-id";
import { Email } from "@/components/shell/email";
import { Time } from "@/components/shell/time";
import { Verdict } from "@/components/shell/verdict";
import { Badge } from "@/components/ui/badge";
import { Users } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { Customer } from "@/lib/customers/customer";
import type { Links } from "@/lib/http/links";
import type { LastFact } from "@/lib/identity/last-facts";
import { LastFacts } from "./last-facts";
import { reasonWords, scoreWords } from "./reason-words";

type PairSide = { customer: Customer; shownId: string; facts: LastFact[] };

/** One pair in two columns; what differs is marked in the column between the values and the edge. */
export function DuplicatePair({
  score,
  reasons,
  older,
  younger,
  links,
}: {
  score: number;
  reasons: string[];
  older: PairSide;
  younger: PairSide;
  links: Links;
}) {
  const { label, hue } = scoreWords(score);
  const sides = [older, younger];
  return (
    <div className="grid gap-2 py-4">
      <h1 className="sr-only">Duplicates</h1>
      <Verdict
        hue="blue"
        icon={<Users />}
        title={score >= 80 ? "Most likely the same person" : "Perhaps the same person"}
        action={
          <Badge hue={hue} tip={`${score} of 100`}>
            {label}
          </Badge>
        }
      >
        {reasons.map(reasonWords).join(". ")}
      </Verdict>
      <div className="overflow-x-auto px-(--gutter)">
        <table className="w-full table-fixed border-separate border-spacing-0">
          <thead>
            <tr>
              <td className="w-28 max-sm:w-20" />
              {sides.map(({ customer, shownId }, index) => (
                <th
                  key={shownId}
                  scope="col"
                  className="h-13 border-b border-border pe-3 text-start align-middle"
                >
                  <Link
                    href={links.customer(customer.id)}
                    className="block truncate font-medium hover:underline"
                  >
                    <bdi>{customer.email ?? "Anonymous visitor"}</bdi>
                  </Link>
                  <span className="text-xs font-normal text-text-muted">
                    {index === 0 ? "older, would stay" : "would join"}
                  </span>
                </th>
              ))}
              <td className="w-6 border-b border-border" />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, value, draw }) => {
              const [one, two] = sides.map(({ customer }) => value(customer));
              return (
                <CompareRow
                  key={label}
                  label={label}
                  isSame={one === two}
                  isKnown={Boolean(one && two)}
                  cells={sides.map(({ customer, shownId }) => <span key={shownId}>{draw(customer)}</span>)}
                />
              );
            })}
            <tr>
              <th scope="row" className="pt-3 text-start align-top font-normal text-text-muted">
                Last events
              </th>
              {sides.map(({ shownId, facts }) => (
                <td key={shownId} className="pt-3 pe-3 align-top">
                  <LastFacts facts={facts} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}

type Row = {
  label: string;
  value: (customer: Customer) => string | null;
  draw: (customer: Customer) => ReactNode;
};

const none = <span className="text-text-muted">None</span>;

const rows: Row[] = [
  {
    label: "Email",
    value: ({ email }) => email,
    draw: ({ email }) => (email ? <Email address={email} /> : none),
  },
  {
    label: "User ID",
    value: ({ userId }) => userId,
    draw: ({ userId }) => (userId ? <CopyId value={userId} label="User ID" /> : none),
  },
  {
    label: "Country",
    value: ({ latest }) => latest.country,
    draw: ({ latest }) => countryName(latest.country),
  },
  {
    label: "Device",
    value: ({ latest }) => deviceWords(latest),
    draw: ({ latest }) => deviceWords(latest),
  },
  {
    label: "Came from",
    value: ({ firstTouch }) => firstTouch?.source ?? null,
    draw: ({ firstTouch }) => (firstTouch?.source ? <bdi>{firstTouch.source}</bdi> : none),
  },
  {
    label: "First visit",
    value: () => null,
    draw: ({ createdAt }) => <Time value={createdAt} format="full" className="whitespace-normal" />,
  },
  {
    label: "Last seen",
    value: () => null,
    draw: ({ lastSeenAt }) => <Time value={lastSeenAt} format="full" className="whitespace-normal" />,
  },
  {
    label: "Profiles",
    value: () => null,
    draw: ({ profileIds }) => profileIds.length,
  },
];

/** Differing values are marked; a value that one side does not have is no difference. */
function CompareRow({
  label,
  isSame,
  isKnown,
  cells,
}: {
  label: string;
  isSame: boolean;
  isKnown: boolean;
  cells: ReactNode[];
}) {
  const differs = isKnown && !isSame;
  return (
    <tr>
      <th scope="row" className="h-8 border-b border-border-subtle text-start font-normal text-text-muted">
        {label}
      </th>
      {cells.map((cell, index) => (
        <td
          // Two columns that never change places.
          key={index === 0 ? "older" : "younger"}
          className={clsx(
            "border-b border-border-subtle py-1 pe-3 wrap-anywhere",
            differs && "text-amber-fg",
            isKnown && isSame && "font-medium",
          )}
        >
          {cell}
        </td>
      ))}
      <td className="border-b border-border-subtle text-end">
        {isKnown && (
          <span className={isSame ? "text-green-fg" : "text-amber-fg"}>
            <span aria-hidden>{isSame ? "=" : "≠"}</span>
            <span className="sr-only">{isSame ? "same" : "differs"}</span>
          </span>
        )}
      </td>
    </tr>
  );
}
