import type { Metadata } from "next";
import type { ReactNode } from "react";
import { keptKey } from "@/components/account/kept-here";
import { CustomerHeader } from "@/components/customers/customer-header";
import { CustomerTabs } from "@/components/customers/customer-tabs";
import { IdentityHost } from "@/components/identity/identity-host";
import { AddNoteButton } from "@/components/notes/add-note-button";
import { KeepRecent } from "@/components/palette/keep-recent";
import { ErasureBanner } from "@/components/privacy/erasure-banner";
import { Page } from "@/components/shell/page";
import { AccessBadges, AccessVerdict, mainOf } from "@/components/subscriptions/access-verdict";
import { CustomerActions } from "@/components/support/customer-actions";
import { SupportHost } from "@/components/support/support-host";
import { showId } from "@/lib/core/ids";
import { can, roleCan, rolesWith } from "@/lib/core/permissions";
import { listAttributes } from "@/lib/customers/facts";
import { findNeighbours } from "@/lib/customers/neighbours";
import { customerPage, mergedIdAsked } from "@/lib/http/records";
import { countNotes } from "@/lib/notes/queries";
import { findPendingErasure } from "@/lib/privacy/queries";
import { getSettings } from "@/lib/projects/queries";
import { countSessions } from "@/lib/sessions/queries";
import { projectTerrain } from "@/lib/subscriptions/project-time";
import { countTransactions } from "@/lib/transactions/queries";
import {
  cancelAction,
  chargeAction,
  deferAction,
  discountAction,
  migrateAction,
  pauseAction,
  refundAction,
  resumeAction,
  uncancelAction,
} from "../../support/actions";
import { mergeCustomersAction, unmergeCustomersAction, updateCustomerAction } from "../actions";
import { addNoteAction } from "./notes/actions";
import { cancelErasureAction } from "./privacy/actions";

const acts = {
  refund: refundAction,
  cancel: cancelAction,
  uncancel: uncancelAction,
  pause: pauseAction,
  resume: resumeAction,
  defer: deferAction,
  discount: discountAction,
  charge_now: chargeAction,
  migrate: migrateAction,
};

type Props = { params: Promise<{ project: string; customer: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, customer: id } = await params;
  const { customer } = await customerPage(project, id);
  return { title: customer.email ?? "Anonymous visitor" };
}

export default async function CustomerLayout({ params, children }: Props & { children: ReactNode }) {
  const { project, customer: id } = await params;
  const { ctx, role, customer, shownId, links, viewer, facts } = await customerPage(project, id);
  const [
    sessions,
    attributes,
    notes,
    { noteMaxLength, notesPerCustomer },
    { newerId, olderId },
    erasure,
    transactions,
    money,
    subscriptions,
    { now },
  ] = await Promise.all([
    countSessions(ctx, customer),
    listAttributes(ctx, customer),
    countNotes(ctx, customer),
    getSettings(ctx),
    findNeighbours(ctx, customer),
    findPendingErasure(ctx, customer),
    countTransactions(ctx, customer),
    facts.money(),
    facts.subscriptions(),
    projectTerrain(ctx),
  ]);
  const main = mainOf(subscriptions);
  const mayMerge = roleCan(role, "customers:merge");
  const mayAct = roleCan(role, "billing:refund") && roleCan(role, "subscriptions:write");
  return (
    <Page
      path={[{ href: links.customers, label: "Customers" }]}
      title={customer.email ?? "Anonymous visitor"}
    >
      {erasure && (
        <ErasureBanner
          isHeld={erasure.state === "held"}
          holdUntil={erasure.holdUntil}
          caseHref={links.erasure(erasure.id)}
          slug={project}
          erasureId={showId("erasure", erasure.id)}
          cancel={cancelErasureAction}
          disabledReason={
            can(ctx.actor, "customers:erase")
              ? undefined
              : `For the roles ${rolesWith("customers:erase").join(", ")}`
          }
        />
      )}
      <CustomerHeader
        customer={customer}
        shownId={shownId}
        money={money}
        newerHref={newerId ? links.customer(newerId) : undefined}
        olderHref={olderId ? links.customer(olderId) : undefined}
        actions={
          <AddNoteButton
            slug={project}
            customerId={shownId}
            draftKey={keptKey("note", viewer.userId, shownId)}
            most={noteMaxLength}
            add={addNoteAction}
            disabledReason={
              !can(ctx.actor, "notes:write")
                ? `For the roles ${rolesWith("notes:write").join(", ")}`
                : notesPerCustomer !== null && notes >= notesPerCustomer
                  ? `${notes} of ${notesPerCustomer} notes are used. Delete one first.`
                  : undefined
            }
          />
        }
        edit={roleCan(role, "customers:write") ? { slug: project, update: updateCustomerAction } : undefined}
        mayMerge={mayMerge}
        menu={mayAct && <CustomerActions slug={project} customer={shownId} />}
        openedFrom={await mergedIdAsked(customer)}
        access={main && <AccessBadges view={main} now={now} />}
      />
      {main && (
        <AccessVerdict
          view={main}
          others={subscriptions.length - 1}
          href={facts.subscriptionsHref}
          now={now}
        />
      )}
      {mayAct && <SupportHost slug={project} acts={acts} />}
      {mayMerge && (
        <IdentityHost slug={project} merge={mergeCustomersAction} unmerge={unmergeCustomersAction} />
      )}
      <KeepRecent
        recentsKey={keptKey("recent", viewer.userId, project)}
        href={links.customer(customer.id)}
        label={customer.email ?? customer.userId ?? shownId}
      />
      <CustomerTabs
        href={links.customer(customer.id)}
        sessions={sessions}
        transactions={transactions.all}
        subscriptions={subscriptions.length}
        attributes={attributes.length}
        notes={notes}
        events={customer.profiles.reduce((sum, { eventSequence }) => sum + eventSequence, 0)}
      />
      {children}
    </Page>
  );
}
