import type { Metadata } from "next";
import { Listening } from "@/components/install/listening";
import { Recipes, SnippetCard } from "@/components/install/recipes";
import { Page } from "@/components/shell/page";
import { findSendingKey } from "@/lib/api-keys/queries";
import { linksOf } from "@/lib/http/links";
import { receivedVisit } from "@/lib/http/received-visit";
import { projectCtx } from "@/lib/http/session";
import { installCode } from "@/lib/tracking/install-code";

export const metadata: Metadata = { title: "Install" };

type Props = { params: Promise<{ project: string }> };

export default async function InstallPage({ params }: Props) {
  const { project } = await params;
  const { ctx } = await projectCtx(project, "install:read");
  const links = linksOf(project);
  const [key, latest] = await Promise.all([findSendingKey(ctx), receivedVisit(ctx, links)]);
  const code = key && installCode(key);
  return (
    <Page title="Install">
      <div className="grid max-w-220 gap-4 px-(--gutter) py-5">
        {code && <SnippetCard code={code} />}
        <Listening href={`/api/console${links.project}/visits/latest`} initial={latest} />
        {code ? (
          <Recipes code={code} />
        ) : (
          <p className="text-text-secondary">
            This project has no publishable key. Every key that it had was revoked.
          </p>
        )}
      </div>
    </Page>
  );
}
