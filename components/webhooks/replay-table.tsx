import { type Column, DataTable } from "@/components/shell/data-table";
import { Time, ZoneName } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import type { Hue } from "@/components/ui/hue";
import type { Replay } from "@/lib/webhooks/replays";
import { stateWords } from "./delivery-words";

export type ReplayLine = Replay & { href: string };

const states: Record<Replay["state"], { word: string; hue: Hue }> = {
  running: { word: "Running", hue: "blue" },
  paused: { word: "Paused", hue: "amber" },
  stopped: { word: "Stopped", hue: "grey" },
  done: { word: "Done", hue: "green" },
};

export function ReplayTable({ rows }: { rows: ReplayLine[] }) {
  return (
    <DataTable
      caption="Replays, newest first"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ href }) => href}
      minWidth="52rem"
      inset
    />
  );
}

const columns: Column<ReplayLine>[] = [
  {
    key: "time",
    head: (
      <>
        Started (<ZoneName />)
      </>
    ),
    width: "10rem",
    place: "a",
    link: true,
    cell: ({ createdAt }) => <Time value={createdAt} format="cell" />,
  },
  { key: "who", head: "By", width: "10rem", place: "c", cell: ({ actorName }) => <bdi>{actorName}</bdi> },
  {
    key: "what",
    head: "What",
    cell: ({ filter: { states: wanted, types } }) => (
      <span className="block truncate">
        {wanted.map((state) => stateWords[state]).join(", ")}
        {types && `: ${types.join(", ")}`}
      </span>
    ),
  },
  {
    key: "count",
    head: "Handed over",
    width: "9rem",
    align: "end",
    place: "d",
    cell: ({ handed, total }) => `${handed.toLocaleString("en")} of ${total.toLocaleString("en")}`,
  },
  {
    key: "state",
    head: "State",
    width: "7rem",
    place: "b",
    cell: ({ state }) => <Badge hue={states[state].hue}>{states[state].word}</Badge>,
  },
];
