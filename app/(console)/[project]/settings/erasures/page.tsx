import type { Metadata } from "next";
import { Suspense } from "react";
import { ErasuresTable } from "@/components/privacy/erasures-table";
import { CardBoundary } from "@/components/shell/card-boundary";
import { DataTableSkeleton } from "@/components/shell/data-table";
import { Page } from "@/components/shell/page";
import { showId } from "@/lib/core/ids";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";
import { listErasures } from "@/lib/privacy/queries";
import { erasureSearch } from "@/lib/privacy/schema";

export const metadata: Metadata = { title: "Erasures" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ErasuresPage({ params, searchParams }: Props) {
  const { project } = await params;
  const { ctx } = await projectCtx(project, "customers:read");
  const { cursor } = erasureSearch.parse(await searchParams);
  const heads = ["Case", "State", "Asked for by", "Asked for", "Due or done"];
  return (
    <Page title="Erasures" fill>
      <CardBoundary what="The erasures">
        <Suspense
          key={cursor}
          fallback={<DataTableSkeleton columns={heads.map((head) => ({ key: head, head }))} />}
        >
          <ErasuresTable
            load={() => listErasures(ctx, { cursor })}
            path={linksOf(project).erasures}
            shownId={(id) => showId("erasure", id)}
          />
        </Suspense>
      </CardBoundary>
    </Page>
  );
}
