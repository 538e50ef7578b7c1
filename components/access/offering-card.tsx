import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import type { AccessOf, Choice, OfferingActions } from "./access-actions";
import { OfferingTools } from "./offering-tools";

export type ShownOffering = {
  offering: { id: string; name: string; key: string } | null;
  chosen: { actorName: string; at: string } | null;
};

/** What a paywall shows this customer. */
export async function OfferingCard({
  load,
  of,
  actions,
}: {
  load: () => Promise<ShownOffering & { choices: Choice[] }>;
  of: AccessOf;
  actions: OfferingActions;
}) {
  const { offering, chosen, choices } = await load();
  return (
    <SideCard
      title="Current offering"
      tools={
        <OfferingTools
          of={of}
          choices={choices}
          seen={offering?.id ?? null}
          isChosen={chosen !== null}
          actions={actions}
        />
      }
    >
      {offering ? (
        <p>
          <bdi className="font-medium">{offering.name}</bdi>{" "}
          <code className="mono text-text-muted">{offering.key}</code>
          <span className="block text-xs text-text-muted">
            {chosen ? (
              <>
                Chosen for this customer by <bdi>{chosen.actorName}</bdi>,{" "}
                <Time value={chosen.at} format="day" />
              </>
            ) : (
              "The same as for everybody"
            )}
          </span>
        </p>
      ) : (
        <p className="text-text-muted">The project has no current offering</p>
      )}
    </SideCard>
  );
}
