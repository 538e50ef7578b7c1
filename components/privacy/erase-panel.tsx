import { Panel, SideCard } from "@/components/shell/side-card";
import { EraseButton, type EraseProps } from "./erase-button";

export function ErasePanel(props: Omit<EraseProps, "kind">) {
  return (
    <Panel title="Erase this person" tools={<EraseButton {...props} kind="erase" />}>
      <p className="max-w-176 px-(--gutter) pb-4 text-text-secondary">
        Visits, answers, notes, attributes, ids and exports are removed. What was sent to endpoints and who of
        the team did what stays on record, without a word about the person. Keyed sums of the ids are kept, so
        that a late visit cannot bring the person back. You get a receipt.
      </p>
    </Panel>
  );
}

/** At the foot of the facts: the same without a wait. */
export function ManageCard(props: Omit<EraseProps, "kind">) {
  return (
    <SideCard title="Manage">
      <div className="mt-1">
        <EraseButton {...props} kind="delete" />
      </div>
    </SideCard>
  );
}
