import type { Metadata } from "next";
import { ConnectPaypal } from "@/components/integrations/connect-paypal";
import { ConnectStripe } from "@/components/integrations/connect-stripe";
import { Connection } from "@/components/integrations/connection";
import { Page } from "@/components/shell/page";
import { utcText } from "@/lib/billing/words";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { projectCtx } from "@/lib/http/session";
import { listConnections } from "@/lib/integrations/connections";
import { connectPaypalAction, connectStripeAction, disconnectAction } from "./actions";

export const metadata: Metadata = { title: "Integrations" };

type Props = { params: Promise<{ project: string }> };

export default async function IntegrationsPage({ params }: Props) {
  const { ctx, project, role } = await projectCtx((await params).project, "integrations:read");
  const connections = await listConnections(ctx);
  const disabledReason = roleCan(role, "integrations:write")
    ? undefined
    : `For the roles ${rolesWith("integrations:write").join(" and ")}`;
  const own = { slug: project.slug, disconnect: disconnectAction, disabledReason };
  const shown = (provider: "stripe" | "paypal") => {
    const found = connections.find((each) => each.provider === provider);
    return found ? { mode: found.mode, hint: found.hint, since: utcText(found.connectedAt) } : null;
  };
  return (
    <Page title="Integrations">
      <div className="grid max-w-140 gap-6 px-(--gutter) py-6">
        <Connection
          {...own}
          provider="stripe"
          name="Stripe"
          lead="Charges subscriptions and gives money back, with the cards that your checkout keeps at Stripe."
          connected={shown("stripe")}
        >
          <ConnectStripe
            slug={project.slug}
            isSandbox={project.kind === "sandbox"}
            connect={connectStripeAction}
            disabledReason={disabledReason}
          />
        </Connection>
        <Connection
          {...own}
          provider="paypal"
          name="PayPal"
          lead="Gives back payments that PayPal took. PayPal itself charges its subscriptions."
          connected={shown("paypal")}
        >
          <ConnectPaypal
            slug={project.slug}
            isSandbox={project.kind === "sandbox"}
            connect={connectPaypalAction}
            disabledReason={disabledReason}
          />
        </Connection>
      </div>
    </Page>
  );
}
