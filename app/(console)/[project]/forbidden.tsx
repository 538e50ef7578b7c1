import { NoPermission } from "@/components/shell/empty-state";
import { Page } from "@/components/shell/page";
import { ButtonLink } from "@/components/ui/button";
import { askedFrame } from "@/lib/http/session";

/** Next draws this beside every page of the project, so it must not ask for more than the page has asked for already. */
export default async function Forbidden() {
  const frame = await askedFrame();
  if (!frame) return null;
  const { project, role } = frame;
  return (
    <Page title="Not for your role" fill>
      <NoPermission
        title="Your role does not open this page"
        lead={`You are ${role} in ${project.name}. An owner or admin can give you a role that does; the members page says who they are and what each role may do.`}
        actions={<ButtonLink href={`/${project.slug}/settings/members`}>Members and roles</ButtonLink>}
      />
    </Page>
  );
}
