"use client";
import { lazy, Suspense, useState } from "react";
import { Button, buttonStyle } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast";
import { Input } from "@/components/ui/input";
const Dialog = lazy(() => import("@/components/ui/dialog").then((m) => ({ default: m.Dialog })));
export function Interactive() {
  const [o, set] = useState<"" | "d" | "s">("");
  return <div className="flex flex-wrap gap-2 px-(--gutter) py-3">
    <Menu label="Actions" buttonClass={buttonStyle({ variant: "primary" })} button="Actions" groups={[[{ label: "Add note", hotkey: "n", onSelect: () => toast("Note added") }, { label: "Open list", href: "/kit/list" }], [{ label: "Refund", disabledReason: "Needs the support role" }]]} />
    <Popover label="Filter" buttonClass={buttonStyle({})} button="Filter" hotkey="f">{(close) => <form className="grid gap-2 p-2" onSubmit={(e) => { e.preventDefault(); close(); }}><Input placeholder="john" /><Button type="submit" variant="primary">Apply</Button></form>}</Popover>
    <Button onClick={() => set("d")}>Dialog</Button><Button onClick={() => set("s")}>Drawer</Button>
    <Button onClick={() => { toast({ message: "Note deleted", undo: () => toast("Note is back") }); toast("Customer ID copied"); }}>Toast</Button>
    <Suspense>{o && <Dialog title="Refund $9.99" lead="To Visa ending 4242" side={o === "s"} onClose={() => set("")} foot={<><Button onClick={() => set("")}>Keep it</Button><Button variant="danger">Erase customer</Button></>}><p>Effects in numbers.</p><Input aria-label="Reason" /></Dialog>}</Suspense>
  </div>;
}
