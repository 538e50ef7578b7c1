import type { Metadata } from "next";
import { CancelErasureButton } from "@/components/privacy/cancel-erasure-button";
import { ErasureState } from "@/components/privacy/erasure-state";
import { GoesAndStays } from "@/components/privacy/goes-and-stays";
import { ReceiptPanel } from "@/components/privacy/receipt-panel";
import { CopyId } from "@/components/shell/copy-id";
import { Page } from "@/components/shell/page";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import { can, rolesWith } from "@/lib/core/permissions";
import { erasurePage } from "@/lib/http/records";
import { sorted } from "@/lib/privacy/preview";
import { cancelErasureAction } from "../actions";

export const metadata: Metadata = { title: "Erasure" };

type Props = { params: Promise<{ project: string; erasure: string }> };

export default async function ErasurePage({ params }: Props) {
  const { project, erasure: id } = await params;
  const { ctx, erasure, shownId, links } = await erasurePage(project, id);
  const { state, receipt, customerId, finishedAt, cancelledAt } = erasure;
  const isHeld = state === "held";
  return (
    <Page path={[{ href: links.erasures, label: "Erasures" }]} title={shownId}>
      <PageHeader
        title={
          finishedAt ? "This person was erased" : isHeld ? "Waits to be erased" : "Erasure of one person"
        }
        badges={<ErasureState state={state} />}
        meta={
          <>
            <CopyId value={shownId} label="Case" />
            <Meta label="Asked for">
              <Time value={erasure.requestedAt} format="full" /> by <bdi>{erasure.actorName}</bdi>
            </Meta>
            {isHeld && (
              <Meta label="Due">
                <Time value={erasure.holdUntil} format="full" />
              </Meta>
            )}
            {finishedAt && (
              <Meta label="Erased on">
                <Time value={finishedAt} format="full" />
              </Meta>
            )}
            {cancelledAt && (
              <Meta label="Cancelled">
                <Time value={cancelledAt} format="full" />
              </Meta>
            )}
          </>
        }
        actions={
          isHeld && (
            <CancelErasureButton
              slug={project}
              erasureId={shownId}
              cancel={cancelErasureAction}
              disabledReason={
                can(ctx.actor, "customers:erase")
                  ? undefined
                  : `For the roles ${rolesWith("customers:erase").join(", ")}`
              }
            />
          )
        }
      />
      <p className="max-w-176 px-(--gutter) pb-4 text-text-secondary">
        {finishedAt
          ? "Nothing about them is left but this record, and it cannot say who they were. Links to their pages lead here."
          : customerId && (
              <Link href={links.customer(customerId)} className="link">
                Open the customer
              </Link>
            )}
        {erasure.reason && (
          <>
            {" "}
            Reason: <bdi>{erasure.reason}</bdi>
          </>
        )}
      </p>
      {receipt ? (
        <ReceiptPanel
          receipt={receipt}
          downloadHref={`/api/console/${project}/erasures/${shownId}/receipt`}
        />
      ) : (
        <div className="max-w-160 px-(--gutter) pb-6">
          <GoesAndStays {...sorted(erasure.counts)} />
        </div>
      )}
    </Page>
  );
}
