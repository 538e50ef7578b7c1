/** Keeps the answers to the `most` latest distinct questions; the longest unasked one goes first. */
export function rememberLatest<Answer>(
  most: number,
  find: (question: string) => Answer,
): (question: string) => Answer {
  const known = new Map<string, Answer>();
  return (question) => {
    const answer = known.get(question) ?? find(question);
    known.delete(question);
    known.set(question, answer);
    if (known.size > most) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    return answer;
  };
}
