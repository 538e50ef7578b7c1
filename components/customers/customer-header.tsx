import type { ReactNode } from "react";
import type { Update } from "@/components/identity/actions";
import { EditField } from "@/components/identity/edit-field";
import { CopyId } from "@/components/shell/copy-id";
import { Email } from "@/components/shell/email";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { FactsLink } from "@/components/shell/story";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Button, buttonStyle } from "@/components/ui/button";
import { IconLink } from "@/components/ui/icon-button";
import { ChevronDown, ChevronUp, GitMerge } from "@/components/ui/icons";
import { formatMoney } from "@/lib/core/money";
import type { Customer } from "@/lib/customers/customer";
import type { MoneySummary } from "@/lib/transactions/summary";
import { countryName } from "./country-name";
import { initials } from "./initials";

/** Who, ids, since when. `[` and `]` lead to the customers beside this one in order of arrival. */
export function CustomerHeader({
  customer,
  shownId,
  newerHref,
  olderHref,
  money,
  actions,
  edit,
  mayMerge,
  menu,
  openedFrom,
  access,
}: {
  customer: Customer;
  shownId: string;
  newerHref?: string;
  olderHref?: string;
  money: MoneySummary;
  /** What can be done with the customer. */
  actions?: ReactNode;
  /** Absent where the role may not change customers. */
  edit?: { slug: string; update: Update };
  mayMerge: boolean;
  /** Takes in what the other buttons do on small screens. */
  menu?: ReactNode;
  /** The id in the address that led here, of a profile that was merged. */
  openedFrom?: string;
  /** Badges of what the customer may use. */
  access?: ReactNode;
}) {
  const editor = (field: "email" | "userId", hotkey?: string) =>
    edit && (
      <EditField
        key={`${field} ${customer[field]}`}
        {...edit}
        customer={shownId}
        field={field}
        value={customer[field]}
        hotkey={hotkey}
      />
    );
  return (
    <PageHeader
      mark={initials(shownId)}
      title={customer.email ? <Email address={customer.email} /> : "Anonymous visitor"}
      badges={
        <>
          {editor("email", "e")}
          {access}
          {customer.environment === "preview" && (
            <Badge hue="amber" loud tip="Made in preview mode; left out of lists and totals">
              Preview
            </Badge>
          )}
          {customer.isBot && (
            <Badge hue="grey" loud tip="A program, by its user agent; left out of lists and totals">
              Bot
            </Badge>
          )}
        </>
      }
      meta={
        <>
          <CopyId shown value={shownId} label="Customer ID" hotkey="y" />
          {(customer.userId || edit) && (
            <span className="inline-flex max-w-full flex-wrap items-center gap-1">
              <span className="whitespace-nowrap">
                User ID{" "}
                {customer.userId ? (
                  <CopyId value={customer.userId} label="User ID" short={customer.userId.length > 24} />
                ) : (
                  "not set"
                )}
              </span>
              {editor("userId")}
            </span>
          )}
          {openedFrom && (
            <span>
              Opened from merged profile <span className="mono">{openedFrom}</span>
            </span>
          )}
          <Meta label="Customer since">
            <Time value={customer.createdAt} format="day" focusable />
          </Meta>
          <Meta label="Last seen">
            <Time value={customer.lastSeenAt} focusable />
          </Meta>
          {customer.latest.country && (
            <span className="text-text">{countryName(customer.latest.country)}</span>
          )}
        </>
      }
      figures={spentFigures(money)}
      actions={
        <>
          {menu}
          <span className={menu ? "contents max-sm:hidden" : "contents"}>
            {mayMerge && (
              <Button
                icon={<GitMerge aria-hidden className="size-3.5 max-sm:hidden" />}
                hotkey="m"
                data-merge={shownId}
              >
                Merge…
              </Button>
            )}
            <FactsLink className={buttonStyle({})} />
            {actions}
          </span>
          <IconLink
            framed
            label="Newer customer"
            hotkey="["
            icon={<ChevronUp aria-hidden className="size-4" />}
            href={newerHref}
          />
          <IconLink
            framed
            label="Older customer"
            hotkey="]"
            icon={<ChevronDown aria-hidden className="size-4" />}
            href={olderHref}
          />
        </>
      }
    />
  );
}

/** What is left of what was paid, per currency; nothing for those who never paid. */
function spentFigures({ payments, currencies, usd }: MoneySummary) {
  if (payments === 0) return undefined;
  const value = currencies.map((total) => formatMoney({ ...total, minor: total.netMinor })).join(" + ");
  const dollars = formatMoney({ minor: usd.netMinor, currency: "USD", exponent: 2 });
  return [{ value, label: value === dollars ? "spent net" : `spent net, ≈ ${dollars}` }];
}
