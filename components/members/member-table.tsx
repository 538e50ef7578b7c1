import { Initials } from "@/components/account/initials";
import { type Column, DataTable } from "@/components/shell/data-table";
import { Time } from "@/components/shell/time";
import { Mail } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";
import { isWithinRank, type Role, roleCan, rolesWith } from "@/lib/core/permissions";
import type { Member, OpenInvitation } from "@/lib/members/queries";
import { InvitationMenu } from "./invitation-menu";
import { type MemberActions, MemberMenu } from "./member-menu";
import { roleName } from "./role-words";

type Row = { kind: "member"; member: Member } | { kind: "invitation"; invitation: OpenInvitation };

/** Members, and below them who is invited. */
export function MemberTable({
  slug,
  own,
  members,
  invitations,
  actions,
}: {
  slug: string;
  own: Role;
  members: Member[];
  invitations: OpenInvitation[];
  actions: MemberActions;
}) {
  const rows: Row[] = [
    ...members.map((member) => ({ kind: "member" as const, member })),
    ...invitations.map((invitation) => ({ kind: "invitation" as const, invitation })),
  ];
  const isLastOwner = members.filter((member) => member.role === "owner").length === 1;
  const columns: Column<Row>[] = [
    { key: "person", head: "Person", place: "a", cell: personCell },
    { key: "role", head: "Role", width: "8rem", place: "b", cell: (row) => roleName(roleOf(row)) },
    {
      key: "way",
      head: "Signs in with",
      width: "9rem",
      cell: (row) =>
        row.kind === "member" ? row.member.provider : <span className="text-text-muted">Not yet</span>,
    },
    { key: "active", head: "Last active", width: "9rem", place: "c", cell: activeCell },
    { key: "by", head: "Invited by", width: "11rem", cell: invitedBy },
    {
      key: "more",
      head: <span className="sr-only">Actions</span>,
      width: "3.5rem",
      place: "d",
      align: "end",
      cell: (row) => {
        const reason = refusal(own, roleOf(row));
        return row.kind === "member" ? (
          <MemberMenu
            slug={slug}
            own={own}
            member={row.member}
            actions={actions}
            disabledReason={
              reason ??
              (isLastOwner && row.member.role === "owner"
                ? "The last owner stays: make someone else an owner first"
                : undefined)
            }
          />
        ) : (
          <InvitationMenu
            slug={slug}
            invitation={row.invitation}
            revoke={actions.revokeInvitation}
            disabledReason={reason}
          />
        );
      },
    },
  ];
  return (
    <DataTable
      caption="Members, from the most to the least powerful role"
      columns={columns}
      rows={rows}
      rowKey={(row) => (row.kind === "member" ? row.member.id : row.invitation.id)}
      inset
    />
  );
}

function personCell(row: Row) {
  if (row.kind === "invitation") {
    return (
      <span className="flex min-w-0 items-center gap-2">
        <span
          aria-hidden
          className="grid size-6 flex-none place-items-center rounded-full border border-border-strong text-accent-text"
        >
          <Mail className="size-3" />
        </span>
        <span className="truncate font-medium" title={row.invitation.email}>
          {row.invitation.email}
        </span>
        <span className="truncate text-text-muted max-sm:hidden">
          invited, ends <Time value={row.invitation.expiresAt} format="day" />
        </span>
      </span>
    );
  }
  const { name, email, isYou } = row.member;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Initials name={name ?? email} />
      {name && <bdi className="flex-none font-medium">{name}</bdi>}
      <span className="truncate text-text-muted" title={email}>
        {email}
      </span>
      {isYou && <Tag>you</Tag>}
    </span>
  );
}

function activeCell(row: Row) {
  if (row.kind === "invitation") return <span className="text-text-muted">Not yet</span>;
  if (!row.member.lastActiveAt) return <span className="text-text-muted">Not yet</span>;
  return <Time value={row.member.lastActiveAt} />;
}

function invitedBy(row: Row) {
  const name = row.kind === "member" ? row.member.invitedBy : row.invitation.invitedBy;
  return (
    <bdi className="block truncate">{name ?? <span className="text-text-muted">Nobody, was first</span>}</bdi>
  );
}

function roleOf(row: Row): Role {
  return row.kind === "member" ? row.member.role : row.invitation.role;
}

function refusal(own: Role, role: Role): string | undefined {
  if (!roleCan(own, "members:write")) return `For the roles ${rolesWith("members:write").join(" and ")}`;
  return isWithinRank(own, role) ? undefined : `Above your own role, ${own}`;
}
