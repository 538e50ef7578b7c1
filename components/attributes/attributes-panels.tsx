import { type Column, DataTable } from "@/components/shell/data-table";
import { Panel } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Lock } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import type { AttributeChange } from "@/lib/attributes/queries";
import type { Attribute } from "@/lib/customers/facts";
import { AttributeHistory } from "./attribute-history";
import { AttributeValue } from "./attribute-value";
import { DeleteAttribute } from "./delete-attribute";
import { NewAttributeButton } from "./new-attribute-button";
import { reservedWords } from "./reserved-words";
import type { Setting } from "./set-attribute";
import { sourceName } from "./source-name";

/** `isFixed` ones cannot be changed once they are set. */
export type ShownAttribute = Attribute & { isFixed: boolean; changes: number };

export type AttributesData = {
  attributes: ShownAttribute[];
  open: { key: string; changes: AttributeChange[] } | null;
};

export type AttributesDoors = {
  href: (history?: string) => string;
  most: number;
  /** Null for those who may only read; then `readOnlyReason` says why. */
  setting: Setting | null;
  readOnlyReason?: string;
};

export async function AttributesPanels({
  load,
  doors,
}: {
  load: () => Promise<AttributesData>;
  doors: AttributesDoors;
}) {
  const { attributes, open } = await load();
  const custom = attributes.filter(({ key }) => !key.startsWith("$"));
  const reserved = attributes.filter(({ key }) => key.startsWith("$"));
  const button = (
    <NewAttributeButton
      setting={doors.setting}
      present={Object.fromEntries(attributes.map(({ key, value }) => [key, value]))}
      disabledReason={doors.readOnlyReason}
    />
  );
  return (
    <>
      <Panel title="Custom" lead={`${custom.length} of ${doors.most}`} tools={button}>
        {custom.length > 0 ? (
          <Table caption="Custom attributes" rows={custom} open={open} doors={doors} />
        ) : (
          <p className="px-(--gutter) pb-4 text-text-muted">
            None yet. What a funnel asks is kept here where its key is legal.
          </p>
        )}
      </Panel>
      {reserved.length > 0 && (
        <Panel title="Reserved" lead="keys with a meaning that other services know">
          <Table caption="Reserved attributes" rows={reserved} open={open} doors={doors} />
        </Panel>
      )}
    </>
  );
}

function Table({
  caption,
  rows,
  open,
  doors,
}: {
  caption: string;
  rows: ShownAttribute[];
  open: AttributesData["open"];
  doors: AttributesDoors;
}) {
  const columns: Column<ShownAttribute>[] = [
    { key: "key", head: "Key", width: "14rem", place: "c", cell: (row) => <Key name={row.key} /> },
    {
      key: "value",
      head: "Value",
      place: "a",
      cell: (row) => (
        <>
          <Value row={row} setting={doors.setting} />
          {open?.key === row.key && <AttributeHistory name={row.key} changes={open.changes} />}
        </>
      ),
    },
    {
      key: "source",
      head: "Source",
      width: "6rem",
      place: "d",
      cell: (row) => <Tag>{sourceName(row.source)}</Tag>,
    },
    {
      key: "updated",
      head: "Updated (UTC)",
      width: "9rem",
      cell: (row) => <Time value={row.updatedAt} format="cell" />,
    },
    {
      key: "history",
      head: "History",
      width: "6rem",
      cell: (row) =>
        row.changes > 1 && (
          <Link
            href={doors.href(open?.key === row.key ? undefined : row.key)}
            scroll={false}
            className="link"
          >
            {open?.key === row.key ? "Hide" : `${row.changes} values`}
          </Link>
        ),
    },
    {
      key: "end",
      head: <span className="sr-only">Delete</span>,
      width: "3rem",
      place: "b",
      align: "end",
      cell: (row) =>
        doors.setting &&
        !row.isFixed && <DeleteAttribute name={row.key} value={row.value} setting={doors.setting} />,
    },
  ];
  return <DataTable inset caption={caption} rows={rows} rowKey={(row) => row.key} columns={columns} />;
}

function Key({ name }: { name: string }) {
  const words = reservedWords(name);
  return (
    <>
      <bdi className="mono">{name}</bdi>
      {words && <span className="block truncate text-xs text-text-muted">{words}</span>}
    </>
  );
}

function Value({ row, setting }: { row: ShownAttribute; setting: Setting | null }) {
  if (setting && !row.isFixed) return <AttributeValue name={row.key} value={row.value} setting={setting} />;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <bdi className="truncate" title={row.value}>
        {row.value}
      </bdi>
      {row.isFixed && (
        <span data-tip="Stays as it was first set" className="relative z-1 text-text-muted">
          <Lock aria-hidden className="size-3" />
          <span className="sr-only">, stays as it was first set</span>
        </span>
      )}
    </span>
  );
}

/** Bones as high as a few rows. */
export function AttributesSkeleton() {
  return (
    <div aria-busy className="grid gap-5 px-(--gutter) pt-16 pb-6">
      {["w-1/2", "w-2/5", "w-3/5", "w-1/3"].map((width) => (
        <Skeleton key={width} className={`h-2 ${width}`} />
      ))}
    </div>
  );
}
