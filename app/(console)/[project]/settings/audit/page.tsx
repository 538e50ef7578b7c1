import type { Metadata } from "next";
import { Suspense } from "react";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditLog } from "@/components/audit/audit-log";
import { AuditTableSkeleton } from "@/components/audit/audit-table";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Page } from "@/components/shell/page";
import { listActions, listActors, listAudit } from "@/lib/audit/queries";
import { auditList } from "@/lib/audit/schema";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";

export const metadata: Metadata = { title: "Audit log" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AuditPage({ params, searchParams }: Props) {
  const { project } = await params;
  const { ctx } = await projectCtx(project, "audit:read");
  const list = auditList.parse(await searchParams);
  const links = linksOf(project);
  const [actions, acting] = await Promise.all([listActions(ctx), listActors(ctx)]);
  const actors = acting.map(({ actorId, actorName }) => ({ id: actorId, name: actorName }));
  return (
    <Page title="Audit log" fill>
      <AuditFilters
        path={links.audit}
        csvHref={`/api/console/${project}/audit/csv`}
        list={list}
        actions={actions}
        actors={actors}
      />
      <CardBoundary what="The audit log">
        <Suspense fallback={<AuditTableSkeleton />}>
          <AuditLog
            path={links.audit}
            list={list}
            load={() => listAudit(ctx, list.filter, { cursor: list.cursor, limit: list.size })}
            actors={actors}
            entryHref={links.auditEntry}
          />
        </Suspense>
      </CardBoundary>
    </Page>
  );
}
