/** What went wrong in code of the user's, in words: the first line of the message, without a full stop. */
export const reasonOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message || error.name : String(error)
  return (text.split('\n')[0] ?? '').trim().replace(/[.:]$/, '')
}
