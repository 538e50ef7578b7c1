import { SideCard } from "@/components/shell/side-card";
import type { TagActions, Tagging } from "./tag-actions";
import { TagEditor } from "./tag-editor";

export async function TagsCard({
  load,
  tagging,
  actions,
}: {
  load: () => Promise<{ tags: string[]; choices: string[] }>;
  tagging: Tagging;
  actions: TagActions;
}) {
  const { tags, choices } = await load();
  return (
    <SideCard title="Tags">
      <TagEditor tags={tags} choices={choices} tagging={tagging} actions={actions} />
    </SideCard>
  );
}
