/** One sentence for the operator: what is wrong with the embedded database and what to do. */
export class EmbeddedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EmbeddedError";
  }
}

const ownServer = "or set DATABASE_URL to a PostgreSQL server of your own";

type Place = { folder: string; user: string; log: string };

const causes: [RegExp, (place: Place) => string][] = [
  [
    /no space left on device|disk quota exceeded|check free disk space/i,
    ({ folder }) => `The disk that holds ${folder} is full: free some space and start again.`,
  ],
  [
    /read-only file system/i,
    ({ folder }) =>
      `The folder ${folder} is on a read-only disk: set DATA_DIR to a folder that can be written.`,
  ],
  [
    /permission denied|operation not permitted/i,
    ({ folder, user }) =>
      `The folder ${folder} cannot be written by ${user}: change its owner, or set DATA_DIR to another folder.`,
  ],
  [
    /error while loading shared libraries|Library not loaded|ENOENT/,
    () =>
      `The PostgreSQL programs that npm installed do not run on this system (they need glibc): run npm ci again on this machine, ${ownServer}.`,
  ],
  [
    /database files are incompatible with server|initialized by PostgreSQL version/,
    ({ folder }) =>
      `The data in ${folder} was made by another PostgreSQL version: start the Dossier version that made it and export your data, or set DATA_DIR to a new folder.`,
  ],
  [
    /could not create shared memory|Cannot allocate memory|could not map anonymous/,
    () => "There is not enough memory for PostgreSQL: free some, about 400 MB are needed.",
  ],
  [
    /invalid locale|locale name|encoding .* not supported/,
    () => `PostgreSQL does not accept this system's locale: set LC_ALL=C and start again, ${ownServer}.`,
  ],
];

/** Turns what initdb or the server printed into one sentence. */
export function explain(output: string, place: Place): EmbeddedError {
  const known = causes.find(([pattern]) => pattern.test(output));
  if (known) return new EmbeddedError(known[1](place), { cause: output });
  const last =
    output
      .trim()
      .split("\n")
      .filter(Boolean)
      .at(-1)
      ?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, "") ?? "it printed nothing";
  return new EmbeddedError(
    `The embedded PostgreSQL did not start (${last}): see ${place.log}, ${ownServer}.`,
    { cause: output },
  );
}
