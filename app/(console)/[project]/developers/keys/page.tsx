import type { Metadata } from "next";
import { CreateKeyButton } from "@/components/api-keys/create-key-button";
import { KeyTable } from "@/components/api-keys/key-table";
import { Nothing } from "@/components/shell/empty-state";
import { Page } from "@/components/shell/page";
import { Panel } from "@/components/shell/side-card";
import { Button } from "@/components/ui/button";
import { Lock } from "@/components/ui/icons";
import { listKeys } from "@/lib/api-keys/queries";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { projectCtx } from "@/lib/http/session";
import { apiScopes } from "@/lib/openapi/operations";
import { createKeyAction, revokeKeyAction, rotateKeyAction, setAllowedOriginsAction } from "./actions";

export const metadata: Metadata = { title: "API keys" };

type Props = { params: Promise<{ project: string }> };

const kinds = [
  {
    kind: "secret",
    title: "Secret keys",
    lead: "For your servers: they read and change what their scopes say",
    nothing: "No server has a key yet. The API takes one in the Authorization header.",
  },
  {
    kind: "publishable",
    title: "Publishable keys",
    lead: "For your funnels: they only let visits in",
    nothing: "No funnel can send visits: this project has no publishable key.",
  },
] as const;

export default async function KeysPage({ params }: Props) {
  const { ctx, project, role } = await projectCtx((await params).project, "keys:read");
  const keys = await listKeys(ctx);
  const mayWrite = roleCan(role, "keys:write");
  const reason = mayWrite ? undefined : `For the roles ${rolesWith("keys:write").join(" and ")}`;
  const actions = {
    rotate: rotateKeyAction,
    revoke: revokeKeyAction,
    setAllowedOrigins: setAllowedOriginsAction,
  };
  return (
    <Page title="API keys">
      {kinds.map(({ kind, title, lead, nothing }) => {
        const own = keys.filter((key) => key.kind === kind);
        return (
          <Panel
            key={kind}
            title={title}
            lead={lead}
            tools={
              mayWrite ? (
                <CreateKeyButton
                  slug={project.slug}
                  kind={kind}
                  scopes={apiScopes}
                  role={role}
                  create={createKeyAction}
                />
              ) : (
                <Button icon={<Lock aria-hidden />} disabledReason={reason}>
                  Make a key
                </Button>
              )
            }
          >
            {own.length > 0 ? (
              <KeyTable
                slug={project.slug}
                kind={kind}
                keys={own}
                actions={actions}
                disabledReason={reason}
              />
            ) : (
              <Nothing>{nothing}</Nothing>
            )}
          </Panel>
        );
      })}
    </Page>
  );
}
