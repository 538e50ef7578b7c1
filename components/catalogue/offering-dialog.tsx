"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { ArrowDown, ArrowUp, Plus, X } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DialogProps, Sold } from "./catalogue-actions";
import { SaveDialog } from "./save-dialog";
import { TextField } from "./text-field";

/** A package while it is edited; `row` names its line. */
type Line = Sold & { row: number };

export function OfferingDialog({
  slug,
  edited: { known, choices },
  actions,
  onClose,
}: DialogProps<"offerings">) {
  const [name, setName] = useState(known?.name ?? "");
  const [key, setKey] = useState(known?.key ?? "");
  const [lines, setLines] = useState<Line[]>(
    () => known?.packages.map((each, row) => ({ ...each, row })) ?? [],
  );
  const packages = lines.map(({ row: _, ...sold }) => sold);
  const change = (row: number, to: Partial<Sold>) =>
    setLines(lines.map((line) => (line.row === row ? { ...line, ...to } : line)));
  const add = () =>
    setLines([
      ...lines,
      { row: Math.max(-1, ...lines.map(({ row }) => row)) + 1, key: "", pricePoint: choices[0]?.id ?? "" },
    ]);
  const moveUp = (at: number) =>
    setLines(
      lines.map(
        (line, index) => (index === at - 1 ? lines[at] : index === at ? lines[at - 1] : line) ?? line,
      ),
    );
  return (
    <SaveDialog
      title={known ? `Change ${known.name}` : "Create an offering"}
      lead="The packages that a paywall shows, in their order."
      verb={known ? "Save offering" : "Create offering"}
      done={known ? "Offering saved" : "Offering created"}
      save={() =>
        known
          ? actions.updateOffering(slug, { offering: known.id, name, packages })
          : actions.createOffering(slug, { key, name, packages })
      }
      onClose={onClose}
    >
      {(fieldError) => (
        <>
          <TextField
            id="offering-name"
            label="Name"
            value={name}
            placeholder="Standard plans"
            error={fieldError("name")}
            onChange={setName}
          />
          <TextField
            id="offering-key"
            label="Key"
            isCode
            isLocked={known !== undefined}
            hint="It stays as it is: apps rely on it"
            value={key}
            placeholder="default"
            error={fieldError("key")}
            onChange={setKey}
          />
          <fieldset className="grid gap-2">
            <legend className="mb-1 text-xs font-medium text-text-secondary">Packages</legend>
            {lines.map((line, at) => (
              <div key={line.row} className="grid gap-1">
                <div className="flex items-center gap-1.5">
                  <Input
                    aria-label={`Key of package ${at + 1}`}
                    className="mono min-w-0 flex-1"
                    placeholder="$monthly"
                    autoComplete="off"
                    spellCheck={false}
                    value={line.key}
                    aria-invalid={fieldError(`packages.${at}.key`) ? true : undefined}
                    onChange={(event) => change(line.row, { key: event.target.value })}
                  />
                  <Select
                    aria-label={`Price point of package ${at + 1}`}
                    className="min-w-0 flex-1"
                    value={line.pricePoint}
                    onChange={(event) => change(line.row, { pricePoint: event.target.value })}
                  >
                    {choices.map((choice) => (
                      <option key={choice.id} value={choice.id}>
                        {choice.name}
                      </option>
                    ))}
                  </Select>
                  <IconButton
                    size="sm"
                    label={`Move package ${at + 1} up`}
                    icon={<ArrowUp aria-hidden />}
                    aria-disabled={at === 0}
                    onClick={() => moveUp(at)}
                  />
                  <IconButton
                    size="sm"
                    label={`Move package ${at + 1} down`}
                    icon={<ArrowDown aria-hidden />}
                    aria-disabled={at === lines.length - 1}
                    onClick={() => moveUp(at + 1)}
                  />
                  <IconButton
                    size="sm"
                    label={`Remove package ${at + 1}`}
                    icon={<X aria-hidden />}
                    onClick={() => setLines(lines.filter(({ row }) => row !== line.row))}
                  />
                </div>
                {fieldError(`packages.${at}.key`, `packages.${at}.pricePoint`) && (
                  <p role="alert" className="text-xs text-red-fg">
                    {fieldError(`packages.${at}.key`, `packages.${at}.pricePoint`)}
                  </p>
                )}
              </div>
            ))}
            {fieldError("packages") && (
              <p role="alert" className="text-xs text-red-fg">
                {fieldError("packages")}
              </p>
            )}
            <div>
              <Button
                size="sm"
                icon={<Plus aria-hidden />}
                disabledReason={choices.length === 0 ? "Create a price point first" : undefined}
                onClick={add}
              >
                Add package
              </Button>
            </div>
          </fieldset>
        </>
      )}
    </SaveDialog>
  );
}
