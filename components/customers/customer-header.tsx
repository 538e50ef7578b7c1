import type { ReactNode } from "react";
import { CopyId } from "@/components/shell/copy-id";
import { Email } from "@/components/shell/email";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { FactsLink } from "@/components/shell/story";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { IconLink } from "@/components/ui/icon-button";
import { ChevronDown, ChevronUp } from "@/components/ui/icons";
import type { Customer } from "@/lib/customers/customer";
import { countryName } from "./country-name";
import { initials } from "./initials";

/** Who, ids, since when. `[` and `]` lead to the customers beside this one in order of arrival. */
export function CustomerHeader({
  customer,
  shownId,
  newerHref,
  olderHref,
  actions,
}: {
  customer: Customer;
  shownId: string;
  newerHref?: string;
  olderHref?: string;
  /** What can be done with the customer. */
  actions?: ReactNode;
}) {
  return (
    <PageHeader
      mark={initials(shownId)}
      title={customer.email ? <Email address={customer.email} /> : "Anonymous visitor"}
      badges={
        <>
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
          {customer.userId && (
            <span className="inline-flex items-center gap-1 whitespace-nowrap">
              User ID <CopyId value={customer.userId} label="User ID" short={customer.userId.length > 24} />
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
      actions={
        <>
          <FactsLink className={buttonStyle({})} />
          {actions}
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
