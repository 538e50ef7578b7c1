import type { Metadata } from "next";
import { DecideBar } from "@/components/identity/decide-bar";
import { DuplicatePair } from "@/components/identity/duplicate-pair";
import { IdentityHost } from "@/components/identity/identity-host";
import { Nothing } from "@/components/shell/empty-state";
import { Page } from "@/components/shell/page";
import { ButtonLink } from "@/components/ui/button";
import { showId } from "@/lib/core/ids";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";
import { listLastFacts } from "@/lib/identity/last-facts";
import { nextDuplicate } from "@/lib/identity/queries";
import { decideAgainAction, keepApartAction, mergeCustomersAction, unmergeCustomersAction } from "../actions";

export const metadata: Metadata = { title: "Duplicates" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const shownFacts = 5;

export default async function DuplicatesPage({ params, searchParams }: Props) {
  const { project: slug } = await params;
  const { ctx, role } = await projectCtx(slug, "customers:read");
  const { after } = await searchParams;
  const skipped = typeof after === "string" ? after : null;
  const links = linksOf(slug);
  const path = `${links.customers}/duplicates`;
  const { pair, left } = await nextDuplicate(ctx, skipped);
  const words = left === 1_000 ? "1,000 or more left" : `${left} left`;
  const crumbs = [{ href: links.customers, label: "Customers" }];
  if (!pair)
    return (
      <Page path={crumbs} title="Duplicates" aside={left > 0 ? words : undefined}>
        <h1 className="sr-only">Duplicates</h1>
        {left > 0 ? (
          <div className="grid justify-items-center gap-3 px-(--gutter) py-16 text-center">
            <p>You have skipped the rest.</p>
            <ButtonLink href={path}>Start again</ButtonLink>
          </div>
        ) : (
          <Nothing>No two customers look like one person. New pairs appear here within minutes.</Nothing>
        )}
      </Page>
    );
  const customers = [pair.first, pair.second].toSorted((a, b) => +a.createdAt - +b.createdAt);
  const sides = await Promise.all(
    customers.map(async (customer) => ({
      customer,
      shownId: showId("profile", customer.id),
      facts: await listLastFacts(ctx, customer, shownFacts),
    })),
  );
  const [older, younger] = sides;
  if (!older || !younger) return null;
  const mayDecide = roleCan(role, "customers:merge");
  return (
    <Page path={crumbs} title="Duplicates" aside={words}>
      <DuplicatePair
        score={pair.score}
        reasons={pair.reasons}
        older={older}
        younger={younger}
        links={links}
      />
      <DecideBar
        key={pair.place}
        slug={slug}
        customer={older.shownId}
        other={younger.shownId}
        skipHref={`${path}?after=${pair.place}`}
        keepApart={keepApartAction}
        decideAgain={decideAgainAction}
        disabledReason={mayDecide ? undefined : `For the roles ${rolesWith("customers:merge").join(", ")}`}
      />
      {mayDecide && (
        <IdentityHost slug={slug} merge={mergeCustomersAction} unmerge={unmergeCustomersAction} />
      )}
    </Page>
  );
}
