"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { listHotkeys } from "./hotkeys";
import { KEYS_COOKIE, recall, remember } from "./preferences";

const always = [
  { keys: "Ctrl K", label: "Search or jump to", group: "Everywhere" },
  { keys: "?", label: "Show the keys", group: "Everywhere" },
  { keys: "Esc", label: "Close what is open", group: "Everywhere" },
];

/** The keys of the page as it stands; mounted by the keyboard layer on `?`. */
export function KeyboardSheet({ onClose }: { onClose: () => void }) {
  const [lines] = useState(() => [...always, ...listHotkeys()]);
  const [letters, setLetters] = useState(() => recall(KEYS_COOKIE) !== "off");
  const groups = [...new Set(lines.map((line) => line.group))];
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      {/* First in what scrolls: from here the arrow keys reach the rest. */}
      <label htmlFor="single-letters" className="flex items-center gap-2 text-text-secondary">
        <Checkbox
          id="single-letters"
          checked={letters}
          onChange={({ target }) => {
            setLetters(target.checked);
            remember(KEYS_COOKIE, target.checked ? "on" : "off");
          }}
        />
        Use single letters as keys
      </label>
      <div className="gap-x-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="pb-1 text-xs font-medium text-text-muted">{group}</h3>
            <dl>
              {lines
                .filter((line) => line.group === group)
                .map((line) => (
                  <div key={line.keys} className="flex min-h-7 items-center justify-between gap-4">
                    <dt className="min-w-0 truncate">{line.label}</dt>
                    <dd className="flex gap-1">
                      <span className="sr-only">{line.keys}</span>
                      {line.keys.split(" ").map((key) => (
                        <Kbd key={key}>{key.length === 1 ? key.toUpperCase() : key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
