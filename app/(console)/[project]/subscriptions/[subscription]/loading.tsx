import { Page } from "@/components/shell/page";
import { PageHeaderSkeleton } from "@/components/shell/page-header";
import { CardsSkeleton } from "@/components/subscriptions/subscription-cards";

export default function SubscriptionLoading() {
  return (
    <Page title="Subscription">
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </Page>
  );
}
