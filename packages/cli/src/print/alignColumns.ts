/**
 * Lines up rows of cells: the first column to the left, the others to the right, two spaces between.
 *
 * @example
 * alignColumns([['a', '1'], ['bc', '10']]) // => ['a    1', 'bc  10']
 */
export const alignColumns = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
