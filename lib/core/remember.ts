/** Keeps the answers to the `most` latest distinct questions; the longest unasked one goes first. */
export function rememberLatest<Answer, Question = string>(
  most: number,
  find: (question: Question) => Answer,
): (question: Question) => Answer {
  const known = new Map<Question, Answer>();
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
