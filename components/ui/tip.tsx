"use client";

import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { TimeCard } from "@/components/shell/time-card";
import { Kbd } from "./kbd";
import { placeNear } from "./place";

export type Tipped = { anchor: HTMLElement };

export function Tip({ anchor }: Tipped): ReactNode {
  const id = useId();
  const tip = useRef<HTMLDivElement>(null);
  const { tip: text, tipKey, timeCard } = anchor.dataset;

  useLayoutEffect(() => {
    const element = tip.current;
    if (!element || !anchor.isConnected) return;
    element.showPopover();
    if (!text || anchor.getAttribute("aria-label") === text) return () => element.hidePopover();
    anchor.setAttribute("aria-describedby", id);
    return () => {
      anchor.removeAttribute("aria-describedby");
      element.hidePopover();
    };
  }, [anchor, id, text]);

  // After every draw: the layer draws again when the page scrolls under a focused anchor.
  useLayoutEffect(() => {
    if (tip.current) placeNear(tip.current, anchor, 6);
  });

  return timeCard ? (
    <div ref={tip} key={timeCard} popover="manual" className="tip tip--card">
      <TimeCard at={Number(timeCard)} />
    </div>
  ) : (
    <div ref={tip} id={id} popover="manual" role="tooltip" className="tip">
      {text}
      {tipKey && <Kbd>{tipKey.toUpperCase()}</Kbd>}
    </div>
  );
}
