import type { Metadata } from "next";
import { actionWords } from "@/components/audit/action-words";
import { ChangesTable } from "@/components/audit/changes-table";
import { CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import { auditEntryPage } from "@/lib/http/records";

export const metadata: Metadata = { title: "Audit entry" };

type Props = { params: Promise<{ project: string; entry: string }> };

export default async function AuditEntryPage({ params }: Props) {
  const { project, entry: shownId } = await params;
  const { entry, links } = await auditEntryPage(project, shownId);
  const { details, seal } = entry;
  return (
    <Page path={[{ href: links.audit, label: "Audit log" }]} title={actionWords(entry.action)}>
      <PageHeader
        title={actionWords(entry.action)}
        meta={
          <>
            <bdi>{entry.actorName}</bdi>
            <Time value={entry.occurredAt} focusable />
          </>
        }
      />
      <div className="grid gap-6 px-(--gutter) pb-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section aria-label="Changes" className="min-w-0 overflow-x-auto">
          {details ? (
            <ChangesTable details={details} />
          ) : (
            <p className="text-text-muted">
              What was changed was erased together with the customer. That it happened stays on record.
            </p>
          )}
        </section>
        <section aria-label="Facts">
          <Facts>
            <Fact label="Target">
              <CopyId value={entry.subject} label="Target" />
            </Fact>
            <Fact label="History">
              <Link href={`${links.audit}?subject=${encodeURIComponent(entry.subject)}`} className="link">
                All entries about it
              </Link>
            </Fact>
            {entry.profileId && (
              <Fact label="Customer">
                <Link href={links.customer(entry.profileId)} className="link">
                  Open
                </Link>
              </Fact>
            )}
            <Fact label="Reason">
              <bdi>{typeof details?.reason === "string" ? details.reason : "None given"}</bdi>
            </Fact>
            <Fact label="Action">
              <code className="mono">{entry.action}</code>
            </Fact>
            <Fact label="Request">
              <CopyId value={entry.requestId} label="Request ID" />
            </Fact>
            <Fact label="Entry">
              <CopyId value={shownId} label="Entry ID" />
            </Fact>
            <Fact label="Seal" note={seal ? "Part of the hash chain that doctor verifies" : undefined}>
              {seal ? `No. ${seal.position.toLocaleString("en")}` : "Within a few minutes"}
            </Fact>
          </Facts>
        </section>
      </div>
    </Page>
  );
}
