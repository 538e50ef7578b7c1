import type { ReactNode } from "react";
import { CopyId } from "@/components/shell/copy-id";
import { type Column, DataTable } from "@/components/shell/data-table";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time } from "@/components/shell/time";
import { Tag, Tags } from "@/components/ui/tag";
import type { ListedKey } from "@/lib/api-keys/queries";
import type { KeyActions } from "./key-actions";
import { KeyMenu } from "./key-menu";

/** Secret keys or publishable ones; each kind has its own columns. */
export function KeyTable({
  slug,
  kind,
  keys,
  actions,
  disabledReason,
}: {
  slug: string;
  kind: ListedKey["kind"];
  keys: ListedKey[];
  actions: KeyActions;
  /** Why whoever looks may change nothing here. */
  disabledReason?: string;
}) {
  const own: Column<ListedKey>[] =
    kind === "secret"
      ? [
          { key: "scopes", head: "May do", cell: scopesCell },
          {
            key: "used",
            head: "Last used",
            width: "9rem",
            place: "c",
            cell: ({ lastUsedAt }) => (lastUsedAt ? <Time value={lastUsedAt} /> : <Quiet>Never used</Quiet>),
          },
          {
            key: "ends",
            head: "Ends",
            width: "8rem",
            cell: ({ expiresAt }) =>
              expiresAt ? <Time value={expiresAt} format="day" /> : <Quiet>Never</Quiet>,
          },
        ]
      : [{ key: "origins", head: "Pages that may send", place: "c", cell: originsCell }];
  const columns: Column<ListedKey>[] = [
    {
      key: "name",
      head: "Name",
      width: "12rem",
      place: "a",
      cell: ({ name }) => <bdi className="block truncate font-medium">{name}</bdi>,
    },
    {
      key: "key",
      head: "Key",
      width: "11rem",
      cell: ({ shown }) =>
        kind === "publishable" ? (
          <CopyId value={shown} label="Publishable key" />
        ) : (
          <code className="mono text-text-secondary">{shown}</code>
        ),
    },
    ...own,
    {
      key: "made",
      head: "Made",
      width: "8rem",
      cell: ({ createdAt }) => <Time value={createdAt} format="day" />,
    },
    {
      key: "by",
      head: "By",
      width: "9rem",
      cell: makerCell,
    },
    {
      key: "state",
      head: "State",
      width: "7rem",
      place: "b",
      cell: ({ state }) => <StatusBadge kind="key" code={state} />,
    },
    {
      key: "more",
      head: <span className="sr-only">Actions</span>,
      width: "3.5rem",
      place: "d",
      align: "end",
      cell: (listed) => (
        <KeyMenu
          slug={slug}
          listed={{
            id: listed.id,
            name: listed.name,
            kind: listed.kind,
            lastUsedAt: listed.lastUsedAt,
            allowedOrigins: listed.allowedOrigins,
          }}
          actions={actions}
          disabledReason={disabledReason ?? endedReason(listed)}
          rotateDisabledReason={rotateReason(listed)}
        />
      ),
    },
  ];
  return (
    <DataTable
      caption={kind === "secret" ? "Secret keys, newest first" : "Publishable keys, newest first"}
      columns={columns}
      rows={keys}
      rowKey={(listed) => listed.id}
      minWidth="60rem"
      inset
    />
  );
}

function scopesCell({ scopes }: ListedKey) {
  const [first, ...others] = scopes;
  if (others.length < 2) return <ScopeTags scopes={scopes} />;
  return (
    <Tags>
      <Tag>{first}</Tag>
      <Tag tip={others.join(", ")}>{`${others.length} more`}</Tag>
    </Tags>
  );
}

function ScopeTags({ scopes }: { scopes: string[] }) {
  return (
    <Tags>
      {scopes.map((scope) => (
        <Tag key={scope}>{scope}</Tag>
      ))}
    </Tags>
  );
}

function originsCell({ allowedOrigins }: ListedKey) {
  if (allowedOrigins.length === 0) return <Quiet>Every page</Quiet>;
  return (
    <span className="block truncate" title={allowedOrigins.join("\n")}>
      {allowedOrigins.join(", ")}
    </span>
  );
}

function makerCell({ createdBy, hasMakerLeft, state }: ListedKey) {
  if (!hasMakerLeft) return <bdi className="block truncate">{createdBy ?? <Quiet>Nobody</Quiet>}</bdi>;
  const isOver = state === "revoked" || state === "expired";
  return (
    <span
      className="flex min-w-0"
      title={isOver ? undefined : "It goes on working. Rotate it if they may still have it."}
    >
      <bdi className="truncate">{createdBy ?? "Somebody"}</bdi>
      <span className="flex-none text-text-muted">, who left</span>
    </span>
  );
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="text-text-muted">{children}</span>;
}

function endedReason({ state }: ListedKey): string | undefined {
  if (state === "revoked") return "It was revoked already";
  return state === "expired" ? "It has ended already" : undefined;
}

function rotateReason({ state, isWithinOwnScopes }: ListedKey): string | undefined {
  if (state === "ending") return "It has a successor already";
  return isWithinOwnScopes ? undefined : "It may do more than you may yourself";
}
