import { NoPermission } from "@/components/shell/empty-state";
import { Page } from "@/components/shell/page";
import { ButtonLink } from "@/components/ui/button";
import { askedFrame } from "@/lib/http/session";

/** For members whose link leads to nothing in this project; strangers get the page without the frame. */
export default async function NotFoundInProject() {
  const frame = await askedFrame();
  return (
    <Page title="Not found" fill>
      <NoPermission
        title="There is nothing here"
        lead="The link may be old or mistyped, or it belongs to another project."
        actions={frame && <ButtonLink href={`/${frame.project.slug}/customers`}>Customers</ButtonLink>}
      />
    </Page>
  );
}
