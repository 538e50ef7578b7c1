import { PathSkeleton } from "@/components/sessions/session-path";
import { Page } from "@/components/shell/page";
import { PageHeaderSkeleton } from "@/components/shell/page-header";
import { Story } from "@/components/shell/story";

export default function SessionLoading() {
  return (
    <Page title="Visit">
      <PageHeaderSkeleton />
      <div className="border-t border-border">
        <Story factsLabel="Facts about this visit" facts={null}>
          <div className="pt-4">
            <PathSkeleton />
          </div>
        </Story>
      </div>
    </Page>
  );
}
