import { TimelineSkeleton } from "@/components/timeline/timeline";

/** Below the header and the tabs, which the layout has drawn. */
export default function CustomerLoading() {
  return (
    <div className="pt-11">
      <TimelineSkeleton />
    </div>
  );
}
