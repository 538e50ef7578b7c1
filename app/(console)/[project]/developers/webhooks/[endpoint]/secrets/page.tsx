import { VerifySnippets } from "@/components/events/verify-snippets";
import { Nothing } from "@/components/shell/empty-state";
import { Fact, Facts } from "@/components/shell/facts";
import { Time } from "@/components/shell/time";
import { RotateSecret } from "@/components/webhooks/rotate-secret";
import { can, rolesWith } from "@/lib/core/permissions";
import { verifySnippets } from "@/lib/events/verify-snippets";
import { endpointPage } from "@/lib/http/records";
import { rotateSecretAction } from "../../actions";

type Props = { params: Promise<{ project: string; endpoint: string }> };

export default async function EndpointSecretsPage({ params }: Props) {
  const { project, endpoint: id } = await params;
  const { ctx, endpoint, shownId, links } = await endpointPage(project, id);
  const { state, secretHint, secretSetAt, overlapEndsAt } = endpoint;
  if (state === "deleted") return <Nothing>This endpoint is deleted, and its secrets with it.</Nothing>;
  const overlap = overlapEndsAt && overlapEndsAt > ctx.clock.now() ? overlapEndsAt : null;
  return (
    <div className="grid max-w-160 gap-5 px-(--gutter) py-6">
      <section aria-label="Present secret">
        <Facts>
          <Fact label="Secret">
            <code className="mono">{secretHint}</code>
          </Fact>
          <Fact label="Set">
            <Time value={secretSetAt} format="full" />
          </Fact>
          <Fact label="The one before">
            {overlap ? (
              <>
                signs too, and ends <Time value={overlap} /> (<Time value={overlap} format="full" />)
              </>
            ) : (
              "has ended, or there was none"
            )}
          </Fact>
        </Facts>
      </section>
      <section aria-label="Rotate the secret" className="border-t border-border-subtle pt-5">
        <RotateSecret
          slug={project}
          endpoint={shownId}
          href={links.endpoint(endpoint.id)}
          rotate={rotateSecretAction}
          disabledReason={
            can(ctx.actor, "webhooks:write")
              ? undefined
              : `For the roles ${rolesWith("webhooks:write").join(", ")}`
          }
        />
      </section>
      <section aria-label="Check the signature" className="grid gap-3 border-t border-border-subtle pt-5">
        <div>
          <h2 className="text-md font-semibold">Check the signature</h2>
          <p className="text-text-secondary">
            Any library of Standard Webhooks does it. Without one, this is all there is to it.
          </p>
        </div>
        <VerifySnippets snippets={verifySnippets} />
      </section>
    </div>
  );
}
