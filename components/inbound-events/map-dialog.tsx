"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { Mapping } from "./map-product";

export function MapDialog({
  slug,
  integration,
  product,
  present,
  choices,
  readAnewHref,
  save,
  onClose,
}: Mapping & { onClose: () => void }) {
  const router = useRouter();
  const isChoice = choices.some(({ id }) => id === present);
  const [pricePoint, setPricePoint] = useState((isChoice ? present : choices[0]?.id) ?? "");
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const outcome = await save(slug, { integration, product, pricePoint });
      if (!outcome.ok) return setMessage(outcome.error.fields?.pricePoint ?? outcome.error.message);
      toast({
        message: present
          ? "The product was mapped. What was sold before stays until it is read anew."
          : "The product was mapped. Its events are processed now.",
        ...(present && { action: { label: "Read anew", run: () => router.push(readAnewHref) } }),
      });
      onClose();
      router.refresh();
    });
  return (
    <Dialog
      title={
        <>
          Map <code className="mono wrap-anywhere">{product}</code>
        </>
      }
      lead={
        present
          ? "From now on it is sold as this price point. What came before stays as it is until you read it anew."
          : "Events that wait for it are processed at once."
      }
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="map-product" variant="primary" disabled={isPending}>
            Map product
          </Button>
        </>
      }
    >
      <form
        id="map-product"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {message && <Trouble>{message}</Trouble>}
        <Field id="map-price-point" label="Sold here as">
          {(control) => (
            <Select {...control} value={pricePoint} onChange={(event) => setPricePoint(event.target.value)}>
              {choices.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </form>
    </Dialog>
  );
}
