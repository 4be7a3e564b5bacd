/**
 * Breaks a text between words into lines of at most `width` characters; what follows the first is indented by two.
 *
 * @example
 * wrapWords('one two three', 9) // => ['one two', '  three']
 */
export const wrapWords = (text: string, width = 100): ReadonlyArray<string> => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined) lines.push(word)
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`  ${word}`)
  }
  return lines
}
