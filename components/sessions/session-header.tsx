import { CopyId } from "@/components/shell/copy-id";
import { Email } from "@/components/shell/email";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { FactsLink } from "@/components/shell/story";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { ButtonLink, buttonStyle } from "@/components/ui/button";
import { IconLink } from "@/components/ui/icon-button";
import { ChevronDown, ChevronUp, Eye } from "@/components/ui/icons";
import type { Customer } from "@/lib/customers/customer";
import type { Links } from "@/lib/http/links";
import type { SessionWithFunnel } from "@/lib/sessions/queries";

/** Which visit, whose, the how-manieth. `[` and `]` lead to the visits before and after. */
export function SessionHeader({
  session,
  shownId,
  customer,
  place,
  total,
  links,
  previousId,
  nextId,
}: {
  session: SessionWithFunnel;
  shownId: string;
  customer: Customer;
  place: number;
  total: number;
  links: Links;
  previousId: string | null;
  nextId: string | null;
}) {
  return (
    <PageHeader
      mark={<Eye />}
      title={`Visit to ${session.funnel.title ?? session.funnel.alias}`}
      badges={
        <>
          {session.completedAt && <Badge hue="green">Completed</Badge>}
          {session.environment === "preview" && (
            <Badge hue="amber" loud tip="Made in preview mode; left out of lists and totals">
              Preview
            </Badge>
          )}
          {session.isBot && (
            <Badge hue="grey" loud tip="A program, by its user agent; not counted">
              Bot
            </Badge>
          )}
        </>
      }
      meta={
        <>
          <CopyId shown value={shownId} label="Session ID" hotkey="y" />
          <Time value={session.startedAt} format="full" focusable className="text-text" />
          <Meta label="Visit">
            {place.toLocaleString("en")} of {total.toLocaleString("en")}
          </Meta>
          <a href={links.customer(customer.id)} className="link min-w-0 truncate">
            {customer.email ? <Email address={customer.email} /> : "Anonymous visitor"}
          </a>
        </>
      }
      actions={
        <>
          <FactsLink className={buttonStyle({})} />
          <ButtonLink href={links.customer(customer.id)}>Open customer</ButtonLink>
          <IconLink
            framed
            label="Earlier visit"
            hotkey="["
            icon={<ChevronUp aria-hidden className="size-4" />}
            href={previousId ? links.session(previousId) : undefined}
          />
          <IconLink
            framed
            label="Later visit"
            hotkey="]"
            icon={<ChevronDown aria-hidden className="size-4" />}
            href={nextId ? links.session(nextId) : undefined}
          />
        </>
      }
    />
  );
}
