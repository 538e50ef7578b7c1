/** A folder with a person on it: the product's mark, in the colour of its text. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className ?? "size-5"}>
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M2 5.5A2.5 2.5 0 0 1 4.5 3h2.8c.6 0 1.2.3 1.6.7L10 5h5.5A2.5 2.5 0 0 1 18 7.5v7a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 2 14.5zM10 10.9a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6m-3.4 3.6h6.8c0-1.7-1.5-2.7-3.4-2.7s-3.4 1-3.4 2.7"
      />
    </svg>
  );
}
