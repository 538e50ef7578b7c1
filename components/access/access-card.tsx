import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import type { AccessActions, AccessOf, Choice } from "./access-actions";
import { GrantButton } from "./grant-button";
import { GrantMenu } from "./grant-menu";

export type ShownSource = {
  kind: "subscription" | "one_off" | "grant";
  id: string;
  isActive: boolean;
  until: string | null;
  words: string;
};

export type ShownAccess = {
  entitlement: { id: string; name: string };
  isActive: boolean;
  until: string | null;
  renews: boolean;
  because: ShownSource;
  sources: ShownSource[];
};

/** Each entitlement: open or not, until when, and because of what. */
export async function AccessCard({
  load,
  of,
  actions,
}: {
  load: () => Promise<{ access: ShownAccess[]; choices: Choice[] }>;
  of: AccessOf;
  actions: AccessActions;
}) {
  const { access, choices } = await load();
  return (
    <SideCard title="Entitlements" tools={<GrantButton of={of} choices={choices} grant={actions.grant} />}>
      {access.length === 0 ? (
        <p className="text-text-muted">No access, and there never was any</p>
      ) : (
        <ul className="grid gap-3 pt-1">
          {access.map((each) => (
            <li key={each.entitlement.id}>
              <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                <bdi className="min-w-0 truncate font-medium">{each.entitlement.name}</bdi>
                <Badge hue={each.isActive ? "green" : "grey"} hollow={!each.isActive}>
                  {each.isActive ? "Access" : "No access"}
                </Badge>
                <span className="text-xs text-text-muted">
                  <Until {...each} />
                </span>
              </div>
              <ul>
                {shownSources(each).map((source) => (
                  <li key={source.id} className="flex items-start gap-1">
                    <span className="min-w-0 flex-1 py-0.5 text-xs text-text-secondary">{source.words}</span>
                    {source.kind === "grant" && source.isActive && (
                      <GrantMenu
                        of={of}
                        grant={source.id}
                        name={each.entitlement.name}
                        isForLife={source.until === null}
                        actions={actions}
                      />
                    )}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </SideCard>
  );
}

/** All that are active; of what is over, only what ended last. */
function shownSources({ isActive, because, sources }: ShownAccess): ShownSource[] {
  return isActive ? sources.filter((source) => source.isActive) : [because];
}

function Until({ isActive, until, renews }: ShownAccess) {
  if (!until) return isActive ? "for life" : null;
  const word = isActive ? (renews ? "renews" : "until") : "since";
  return (
    <>
      {word} <Time value={until} format="day" />
    </>
  );
}
