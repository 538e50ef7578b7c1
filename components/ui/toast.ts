export type Toast = {
  message: string;
  /** Reversible deeds offer the way back; Ctrl/Cmd+Z does the same while it is shown (8 s). */
  undo?: () => void;
  action?: { label: string; run: () => void };
};

export const TOAST_EVENT = "dossier:toast";

/** Past tense, no "successfully": "Customer ID copied". Needs `ToastHost` in the frame, which loads the stack on first use. */
export function toast(content: Toast | string): void {
  const detail: Toast = typeof content === "string" ? { message: content } : content;
  window.dispatchEvent(new CustomEvent(TOAST_EVENT, { detail }));
}
