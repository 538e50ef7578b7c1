import type { Metadata } from "next";
import { BlockForm } from "@/components/identity/block-form";
import { UnblockButton } from "@/components/identity/unblock-button";
import { DataTable } from "@/components/shell/data-table";
import { Nothing } from "@/components/shell/empty-state";
import { Page } from "@/components/shell/page";
import { Time } from "@/components/shell/time";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { projectCtx } from "@/lib/http/session";
import { blockedForAll } from "@/lib/identity/blocked";
import { listBlockedIds } from "@/lib/identity/queries";
import { maxBlockedIds } from "@/lib/identity/schema";
import { blockIdAction, unblockIdAction } from "./actions";

export const metadata: Metadata = { title: "Blocked ids" };

type Props = { params: Promise<{ project: string }> };

export default async function BlockedIdsPage({ params }: Props) {
  const { ctx, project, role } = await projectCtx((await params).project, "customers:read");
  const blocked = await listBlockedIds(ctx);
  const disabledReason = roleCan(role, "project:write")
    ? undefined
    : `For the roles ${rolesWith("project:write").join(" and ")}`;
  return (
    <Page title="Blocked ids" aside={`${blocked.length} of ${maxBlockedIds}`}>
      <p className="max-w-176 px-(--gutter) pt-4 text-text-secondary">
        Values that can never be a User ID, since strangers who share one would become one customer. Dossier
        refuses what apps send when they have no id, in any case, and every id with a slash:
      </p>
      <p className="mono max-w-176 px-(--gutter) pt-1 text-text-muted wrap-anywhere">
        {blockedForAll.join(", ")}
      </p>
      <BlockForm slug={project.slug} block={blockIdAction} disabledReason={disabledReason} />
      {blocked.length === 0 ? (
        <Nothing>This project blocks no ids of its own.</Nothing>
      ) : (
        <DataTable
          inset
          caption="Ids that this project blocks"
          rows={blocked}
          rowKey={(row) => row.value}
          columns={[
            { key: "value", head: "Id", place: "a", cell: (row) => <bdi className="mono">{row.value}</bdi> },
            { key: "reason", head: "Reason", place: "c", cell: (row) => <bdi>{row.reason}</bdi> },
            { key: "by", head: "By", width: "12rem", cell: (row) => <bdi>{row.actorName}</bdi> },
            {
              key: "at",
              head: "Since (UTC)",
              width: "10rem",
              place: "d",
              cell: (row) => <Time value={row.createdAt} format="cell" />,
            },
            {
              key: "end",
              head: <span className="sr-only">Actions</span>,
              width: "7rem",
              place: "b",
              align: "end",
              cell: (row) => (
                <UnblockButton
                  slug={project.slug}
                  value={row.value}
                  reason={row.reason}
                  unblock={unblockIdAction}
                  block={blockIdAction}
                  disabledReason={disabledReason}
                />
              ),
            },
          ]}
        />
      )}
    </Page>
  );
}
