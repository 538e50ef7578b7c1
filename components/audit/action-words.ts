/** "note.add" as "Note: add", which a list can be scanned by. */
export function actionWords(action: string): string {
  const [noun = action, ...verbs] = action.replaceAll("_", " ").split(".");
  const verb = verbs.join(" ");
  const head = noun.charAt(0).toUpperCase() + noun.slice(1);
  return verb ? `${head}: ${verb}` : head;
}
