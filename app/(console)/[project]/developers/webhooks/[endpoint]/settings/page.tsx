import { Nothing } from "@/components/shell/empty-state";
import { EndpointForm } from "@/components/webhooks/endpoint-form";
import { can, rolesWith } from "@/lib/core/permissions";
import { type EventType, eventTypes } from "@/lib/events/catalogue";
import { endpointPage } from "@/lib/http/records";
import { changeEndpointAction } from "../../actions";

type Props = { params: Promise<{ project: string; endpoint: string }> };

export default async function EndpointSettingsPage({ params }: Props) {
  const { project, endpoint: id } = await params;
  const { ctx, endpoint, shownId, links } = await endpointPage(project, id);
  if (endpoint.state === "deleted") return <Nothing>This endpoint is deleted. Its history stays.</Nothing>;
  const { url, description, types, environment, payload, headerNames, sharedSecretHeader, version } =
    endpoint;
  const known = types && eventTypes.filter((type): type is EventType => types.includes(type));
  return (
    <div className="grid max-w-160 gap-5 px-(--gutter) py-6">
      <EndpointForm
        // Another version is another form: its fields show what stands there now.
        key={version}
        slug={project}
        listPath={links.webhooks}
        allTypes={eventTypes}
        endpoint={{
          ...{ id: shownId, version, url, description, types: known, environment, payload },
          ...{ headerNames, sharedSecretHeader },
        }}
        change={changeEndpointAction}
        disabledReason={
          can(ctx.actor, "webhooks:write")
            ? undefined
            : `For the roles ${rolesWith("webhooks:write").join(", ")}`
        }
      />
    </div>
  );
}
